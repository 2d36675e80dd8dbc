(* The model as a program: an oracle that the Rust is compared with. *)

Require Import NArith Ascii.
From Coq Require Import ExtrOcamlBasic ExtrOcamlNatInt ExtrOcamlZInt ExtrOcamlChar.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch.

(* Characters as the machine has them; the model's own definition goes through their bits. *)
Extract Inlined Constant code => "Char.code".
Extract Inlined Constant ascii_of_N => "(fun n -> Char.chr (n land 255))".

Set Warnings "-extraction-opaque-accessed,-extraction-reserved-identifier".
Extraction "model.ml" run valid all_fields name index.
