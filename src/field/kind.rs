//! What the catalogue says of a field besides its floor.

/// What kind of identifier a field is (ISO/IEC 20889).
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Points at one person by itself.
    DirectIdentifier,
    /// Narrows the choice together with others.
    QuasiIdentifier,
    /// Hurts when known.
    SensitiveAttribute,
    /// Tells how or where the person works.
    Operational,
    /// Needed to make and deliver the card, and says nothing of the person.
    Fulfilment,
    /// A key or code that gives access.
    Secret,
}

impl Class {
    /// Every class.
    pub const ALL: &[Self] = &[
        Self::DirectIdentifier,
        Self::QuasiIdentifier,
        Self::SensitiveAttribute,
        Self::Operational,
        Self::Fulfilment,
        Self::Secret,
    ];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DirectIdentifier => "direct-identifier",
            Self::QuasiIdentifier => "quasi-identifier",
            Self::SensitiveAttribute => "sensitive-attribute",
            Self::Operational => "operational",
            Self::Fulfilment => "fulfilment",
            Self::Secret => "secret",
        }
    }
}

/// Fields whose values tell one another.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Correlation {
    /// Numbers that follow from one another.
    Number,
    /// Names and what is made of them.
    Name,
    /// Dates and numbers that tell the date of birth.
    Birth,
    /// What tells the posting.
    Unit,
    /// What tells where the person lives.
    Location,
    /// What a missing value or record tells.
    Absence,
}

impl Correlation {
    /// Every correlation group.
    pub const ALL: &[Self] = &[
        Self::Number,
        Self::Name,
        Self::Birth,
        Self::Unit,
        Self::Location,
        Self::Absence,
    ];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Birth => "birth",
            Self::Unit => "unit",
            Self::Location => "location",
            Self::Absence => "absence",
        }
    }
}

/// The law's special kinds of personal data.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Special {
    /// UK GDPR Article 9.
    Article9,
    /// UK GDPR Article 10.
    Article10,
}

impl Special {
    /// Both kinds.
    pub const ALL: &[Self] = &[Self::Article9, Self::Article10];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Article9 => "article-9",
            Self::Article10 => "article-10",
        }
    }
}

/// The catalogue's groups of fields.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Names and personal identity.
    A,
    /// Numbers.
    B,
    /// Post.
    C,
    /// Card and credential.
    D,
    /// Contact.
    E,
    /// Family.
    F,
    /// Financial.
    G,
    /// Government identifiers.
    H,
    /// Health.
    I,
    /// Special category.
    J,
    /// Criminal and disciplinary.
    K,
    /// Vetting.
    L,
    /// Biometric.
    M,
    /// Operational.
    N,
    /// Documents.
    O,
}

impl Group {
    /// Every group.
    pub const ALL: &[Self] = &[
        Self::A,
        Self::B,
        Self::C,
        Self::D,
        Self::E,
        Self::F,
        Self::G,
        Self::H,
        Self::I,
        Self::J,
        Self::K,
        Self::L,
        Self::M,
        Self::N,
        Self::O,
    ];

    /// The group's letter.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
            Self::G => "G",
            Self::H => "H",
            Self::I => "I",
            Self::J => "J",
            Self::K => "K",
            Self::L => "L",
            Self::M => "M",
            Self::N => "N",
            Self::O => "O",
        }
    }

    /// What the group is about.
    pub const fn title(self) -> &'static str {
        match self {
            Self::A => "Names and personal identity",
            Self::B => "Numbers",
            Self::C => "Post",
            Self::D => "Card and credential",
            Self::E => "Contact",
            Self::F => "Family",
            Self::G => "Financial",
            Self::H => "Government identifiers",
            Self::I => "Health",
            Self::J => "Special category",
            Self::K => "Criminal and disciplinary",
            Self::L => "Vetting",
            Self::M => "Biometric",
            Self::N => "Operational",
            Self::O => "Documents",
        }
    }
}

/// The form a field's text must have.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// An opaque key of 1 to 64 characters.
    RecordId,
    /// A person's name or part of it.
    Name,
    /// A warrant number.
    WarrantNumber,
    /// A collar number.
    CollarNumber,
    /// A staff number.
    StaffNumber,
    /// An NHS ESR employee or assignment number.
    EsrNumber,
    /// What a barcode or QR code says.
    Barcode,
    /// A rank of the closed list.
    Rank,
    /// A force of the closed list.
    Organisation,
    /// A category of the closed list.
    Category,
    /// A job title or department, which a profile's table generalises.
    Title,
    /// A code for the artwork.
    CardDesign,
    /// A card's serial number.
    CardSerial,
    /// An issue number, 1 to 99.
    IssueNumber,
    /// A credential number, 0 to 65535.
    CredentialNo,
    /// A facility code, 0 to 255.
    FacilityCode,
    /// A calendar date.
    Date,
    /// A deciding flag.
    Flag,
    /// A relative path.
    Path,
    /// Anything: never read.
    Opaque,
    /// Made from other fields.
    Derived,
}

impl ValueType {
    /// Every type.
    pub const ALL: &[Self] = &[
        Self::RecordId,
        Self::Name,
        Self::WarrantNumber,
        Self::CollarNumber,
        Self::StaffNumber,
        Self::EsrNumber,
        Self::Barcode,
        Self::Rank,
        Self::Organisation,
        Self::Category,
        Self::Title,
        Self::CardDesign,
        Self::CardSerial,
        Self::IssueNumber,
        Self::CredentialNo,
        Self::FacilityCode,
        Self::Date,
        Self::Flag,
        Self::Path,
        Self::Opaque,
        Self::Derived,
    ];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RecordId => "record-id",
            Self::Name => "name",
            Self::WarrantNumber => "warrant-number",
            Self::CollarNumber => "collar-number",
            Self::StaffNumber => "staff-number",
            Self::EsrNumber => "esr-number",
            Self::Barcode => "barcode",
            Self::Rank => "rank",
            Self::Organisation => "organisation",
            Self::Category => "category",
            Self::Title => "title",
            Self::CardDesign => "card-design",
            Self::CardSerial => "card-serial",
            Self::IssueNumber => "issue-number",
            Self::CredentialNo => "credential-no",
            Self::FacilityCode => "facility-code",
            Self::Date => "date",
            Self::Flag => "flag",
            Self::Path => "path",
            Self::Opaque => "opaque",
            Self::Derived => "derived",
        }
    }
}

/// How the library deals with a field. The list is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// May leave, at or above its floor.
    Releasable,
    /// Read to decide about the record, never written.
    Deciding,
    /// Never read.
    Never,
    /// Made from other fields; listed, never read.
    Derived,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[Self::Releasable, Self::Deciding, Self::Never, Self::Derived];

    /// The name in listings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Releasable => "releasable",
            Self::Deciding => "deciding",
            Self::Never => "never",
            Self::Derived => "derived",
        }
    }
}
