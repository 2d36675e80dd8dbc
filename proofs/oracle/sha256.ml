(* SHA-256 (FIPS 180-4), HMAC (RFC 2104), HKDF (RFC 5869) and base32 (RFC 4648), written apart from
   the library that is judged; checked by the vectors of the standards before anything else. *)

let k = [|
  0x428a2f98; 0x71374491; 0xb5c0fbcf; 0xe9b5dba5; 0x3956c25b; 0x59f111f1; 0x923f82a4; 0xab1c5ed5;
  0xd807aa98; 0x12835b01; 0x243185be; 0x550c7dc3; 0x72be5d74; 0x80deb1fe; 0x9bdc06a7; 0xc19bf174;
  0xe49b69c1; 0xefbe4786; 0x0fc19dc6; 0x240ca1cc; 0x2de92c6f; 0x4a7484aa; 0x5cb0a9dc; 0x76f988da;
  0x983e5152; 0xa831c66d; 0xb00327c8; 0xbf597fc7; 0xc6e00bf3; 0xd5a79147; 0x06ca6351; 0x14292967;
  0x27b70a85; 0x2e1b2138; 0x4d2c6dfc; 0x53380d13; 0x650a7354; 0x766a0abb; 0x81c2c92e; 0x92722c85;
  0xa2bfe8a1; 0xa81a664b; 0xc24b8b70; 0xc76c51a3; 0xd192e819; 0xd6990624; 0xf40e3585; 0x106aa070;
  0x19a4c116; 0x1e376c08; 0x2748774c; 0x34b0bcb5; 0x391c0cb3; 0x4ed8aa4a; 0x5b9cca4f; 0x682e6ff3;
  0x748f82ee; 0x78a5636f; 0x84c87814; 0x8cc70208; 0x90befffa; 0xa4506ceb; 0xbef9a3f7; 0xc67178f2 |]

let start = [|
  0x6a09e667; 0xbb67ae85; 0x3c6ef372; 0xa54ff53a; 0x510e527f; 0x9b05688c; 0x1f83d9ab; 0x5be0cd19 |]

let mask = 0xffffffff
let rotate x n = ((x lsr n) lor (x lsl (32 - n))) land mask

let w = Array.make 64 0

let compress h block at =
  for i = 0 to 15 do
    let byte j = Char.code (Bytes.unsafe_get block (at + 4 * i + j)) in
    w.(i) <- (byte 0 lsl 24) lor (byte 1 lsl 16) lor (byte 2 lsl 8) lor byte 3
  done;
  for i = 16 to 63 do
    let a = w.(i - 15) and b = w.(i - 2) in
    let s0 = rotate a 7 lxor rotate a 18 lxor (a lsr 3) in
    let s1 = rotate b 17 lxor rotate b 19 lxor (b lsr 10) in
    w.(i) <- (w.(i - 16) + s0 + w.(i - 7) + s1) land mask
  done;
  let a = ref h.(0) and b = ref h.(1) and c = ref h.(2) and d = ref h.(3) in
  let e = ref h.(4) and f = ref h.(5) and g = ref h.(6) and l = ref h.(7) in
  for i = 0 to 63 do
    let s1 = rotate !e 6 lxor rotate !e 11 lxor rotate !e 25 in
    let choice = (!e land !f) lxor (lnot !e land mask land !g) in
    let t1 = !l + s1 + choice + k.(i) + w.(i) in
    let s0 = rotate !a 2 lxor rotate !a 13 lxor rotate !a 22 in
    let majority = (!a land !b) lxor (!a land !c) lxor (!b land !c) in
    let t2 = s0 + majority in
    l := !g; g := !f; f := !e; e := (!d + t1) land mask;
    d := !c; c := !b; b := !a; a := (t1 + t2) land mask
  done;
  let add i x = h.(i) <- (h.(i) + x) land mask in
  add 0 !a; add 1 !b; add 2 !c; add 3 !d; add 4 !e; add 5 !f; add 6 !g; add 7 !l

(* The digest of a text that stands behind [before] bytes already taken into [state]. *)
let finish state before text =
  let h = Array.copy state in
  let length = String.length text in
  let blocks = (length + 9 + 63) / 64 in
  let padded = Bytes.make (64 * blocks) '\000' in
  Bytes.blit_string text 0 padded 0 length;
  Bytes.set padded length '\128';
  Bytes.set_int64_be padded (64 * blocks - 8) (Int64.of_int (8 * (before + length)));
  for i = 0 to blocks - 1 do compress h padded (64 * i) done;
  let out = Bytes.create 32 in
  Array.iteri (fun i x -> Bytes.set_int32_be out (4 * i) (Int32.of_int x)) h;
  Bytes.to_string out

let digest text = finish start 0 text

(* A key already taken in: the states after the inner and the outer block. *)
let keyed key =
  let key = if String.length key > 64 then digest key else key in
  let state pad =
    let block = Bytes.make 64 (Char.chr pad) in
    String.iteri (fun i c -> Bytes.set block i (Char.chr (Char.code c lxor pad))) key;
    let h = Array.copy start in
    compress h block 0; h in
  (state 0x36, state 0x5c)

let mac (inner, outer) message = finish outer 64 (finish inner 64 message)
let hmac key message = mac (keyed key) message

(* The first 32 bytes of HKDF. *)
let hkdf salt ikm info = hmac (hmac salt ikm) (info ^ "\001")

let base32 bytes letters =
  let alphabet = "abcdefghijklmnopqrstuvwxyz234567" in
  String.init letters (fun i ->
    let bit j =
      let at = 5 * i + j in
      (Char.code bytes.[at / 8] lsr (7 - at mod 8)) land 1 in
    alphabet.[(bit 0 lsl 4) lor (bit 1 lsl 3) lor (bit 2 lsl 2) lor (bit 3 lsl 1) lor bit 4])

let of_hex hex =
  String.init (String.length hex / 2) (fun i -> Char.chr (int_of_string ("0x" ^ String.sub hex (2 * i) 2)))

let check () =
  let same what got hex = if got <> of_hex hex then failwith ("the vector of " ^ what ^ " is not met") in
  same "FIPS 180-4, one block" (digest "abc")
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  same "FIPS 180-4, two blocks" (digest "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
  same "RFC 4231, 1" (hmac (String.make 20 '\x0b') "Hi There")
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
  same "RFC 4231, 2" (hmac "Jefe" "what do ya want for nothing?")
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  same "RFC 4231, 6"
    (hmac (String.make 131 '\xaa') "Test Using Larger Than Block-Size Key - Hash Key First")
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
  same "RFC 5869, 1"
    (hkdf (of_hex "000102030405060708090a0b0c") (String.make 22 '\x0b') (of_hex "f0f1f2f3f4f5f6f7f8f9"))
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
  if base32 "foobar\000\000" 10 <> "mzxw6ytboi" then failwith "the vector of RFC 4648 is not met"
