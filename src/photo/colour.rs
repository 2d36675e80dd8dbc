//! Brings colours of an embedded profile to sRGB (ICC.1, matrix and curves; IEC 61966-2-1).

use super::grid::Pixels;

/// What the pixels' numbers mean.
pub(super) enum Colours {
    /// sRGB, or nothing is said that can be applied.
    Srgb,
    /// Curves to light, then a mixture of the three.
    Mixed(Box<Mixture>),
}

/// Three curves and a matrix.
pub(super) struct Mixture {
    curves: [[f64; 256]; 3],
    matrix: [[f64; 3]; 3],
}

/// How far a profile may be from sRGB and still be taken for it: a level and a half of 255 in the
/// curves, one part in a hundred in the mixture. The many profiles named sRGB differ by as much, and
/// a picture with one of them must give the same bytes as without.
const CURVE_SLACK: f64 = 1.5 / 255.0;
const MATRIX_SLACK: f64 = 0.01;

impl Colours {
    /// What a profile says. One of tables alone, of CMYK, or damaged counts as sRGB.
    pub(super) fn of_profile(profile: &[u8]) -> Self {
        let mixture = match profile.get(16..24) {
            Some(b"RGB XYZ ") => of_rgb(profile),
            Some(b"GRAYXYZ " | b"GRAYLab ") => of_grey(profile),
            _ => None,
        };
        match mixture {
            Some(mixture) if !mixture.is_srgb() => Self::Mixed(Box::new(mixture)),
            _ => Self::Srgb,
        }
    }

    /// Changes the pixels to sRGB.
    pub(super) fn apply(&self, pixels: &mut Pixels) {
        let Self::Mixed(mixture) = self else {
            return;
        };
        for pixel in pixels.bytes.as_chunks_mut::<3>().0 {
            *pixel = mixture.srgb(*pixel);
        }
    }
}

impl Mixture {
    fn srgb(&self, pixel: [u8; 3]) -> [u8; 3] {
        let mut light = [0.0; 3];
        for ((light, curve), level) in light.iter_mut().zip(&self.curves).zip(pixel) {
            *light = curve.get(usize::from(level)).copied().unwrap_or(0.0);
        }
        self.matrix.map(|[red, green, blue]| {
            let [r, g, b] = light;
            level(from_light(red * r + green * g + blue * b))
        })
    }

    fn is_srgb(&self) -> bool {
        let is_even = |(row, weights): (usize, &[f64; 3])| {
            weights.iter().enumerate().all(|(column, weight)| {
                let wished = if row == column { 1.0 } else { 0.0 };
                (weight - wished).abs() < MATRIX_SLACK
            })
        };
        self.matrix.iter().enumerate().all(is_even)
            && self.curves.iter().all(|curve| {
                (0_u8..=255).zip(curve).all(|(level, light)| {
                    (from_light(*light) - f64::from(level) / 255.0).abs() < CURVE_SLACK
                })
            })
    }
}

fn of_rgb(profile: &[u8]) -> Option<Mixture> {
    let tag = |name| tag(profile, name);
    let curves = [
        curve(tag(b"rTRC")?)?,
        curve(tag(b"gTRC")?)?,
        curve(tag(b"bTRC")?)?,
    ];
    let columns = [
        xyz(tag(b"rXYZ")?)?,
        xyz(tag(b"gXYZ")?)?,
        xyz(tag(b"bXYZ")?)?,
    ];
    let matrix = TO_SRGB.map(|[x, y, z]| {
        columns.map(|[from_x, from_y, from_z]| x * from_x + y * from_y + z * from_z)
    });
    let is_sound = matrix.iter().flatten().all(|weight| weight.abs() < 8.0);
    is_sound.then_some(Mixture { curves, matrix })
}

fn of_grey(profile: &[u8]) -> Option<Mixture> {
    let curve = curve(tag(profile, b"kTRC")?)?;
    Some(Mixture {
        curves: [curve; 3],
        matrix: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    })
}

/// From CIE XYZ under D50 to linear sRGB: the inverse of the sRGB primaries adapted by Bradford.
const TO_SRGB: [[f64; 3]; 3] = [
    [3.133_856_1, -1.616_866_7, -0.490_614_6],
    [-0.978_768_4, 1.916_141_5, 0.033_454_0],
    [0.071_945_3, -0.228_991_4, 1.405_242_7],
];

/// Profiles have about a dozen tags.
const MAX_TAGS: u32 = 128;

fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let (count, table) = profile.get(128..)?.split_first_chunk::<4>()?;
    let count = u32::from_be_bytes(*count).min(MAX_TAGS);
    let entries = table.as_chunks::<12>().0.iter().take(count as usize);
    for [n0, n1, n2, n3, o0, o1, o2, o3, l0, l1, l2, l3] in entries {
        if [*n0, *n1, *n2, *n3] == *name {
            let from = u32::from_be_bytes([*o0, *o1, *o2, *o3]) as usize;
            let length = u32::from_be_bytes([*l0, *l1, *l2, *l3]) as usize;
            return profile.get(from..from.checked_add(length)?);
        }
    }
    None
}

/// Signed numbers with 16 bits behind the point.
fn fixed(bytes: &[u8]) -> impl Iterator<Item = f64> {
    let words = bytes.as_chunks::<4>().0.iter();
    words.map(|word| f64::from(i32::from_be_bytes(*word)) / 65536.0)
}

fn xyz(tag: &[u8]) -> Option<[f64; 3]> {
    let mut numbers = fixed(tag.strip_prefix(b"XYZ \0\0\0\0")?);
    Some([numbers.next()?, numbers.next()?, numbers.next()?])
}

/// From 256 levels to light between 0 and 1.
fn curve(tag: &[u8]) -> Option<[f64; 256]> {
    let mut values = [0.0; 256];
    let at: Box<dyn Fn(f64) -> f64> = if let Some(rest) = tag.strip_prefix(b"curv\0\0\0\0") {
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_be_bytes(*count) as usize;
        let points = rest.as_chunks::<2>().0.get(..count)?;
        match points {
            [] => Box::new(|level| level),
            [power] => {
                let power = f64::from(u16::from_be_bytes(*power)) / 256.0;
                Box::new(move |level: f64| level.powf(power))
            }
            points => Box::new(|level| between(points, level)),
        }
    } else {
        let rest = tag.strip_prefix(b"para\0\0\0\0")?;
        let (kind, rest) = rest.split_first_chunk::<4>()?;
        parametric(u16::from_be_bytes([*kind.first()?, *kind.get(1)?]), rest)?
    };
    for (level, value) in (0_u8..=255).zip(&mut values) {
        let light = at(f64::from(level) / 255.0);
        *value = if light.is_finite() {
            light.clamp(0.0, 1.0)
        } else {
            0.0
        };
    }
    Some(values)
}

fn between(points: &[[u8; 2]], level: f64) -> f64 {
    let value = |index: usize| {
        let point = points.get(index.min(points.len().saturating_sub(1)));
        point.map_or(0.0, |point| f64::from(u16::from_be_bytes(*point)) / 65535.0)
    };
    let most = u32::try_from(points.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let at = level * f64::from(most);
    let share = at.fract();
    let index = index(at);
    value(index) * (1.0 - share) + value(index + 1) * share
}

/// ICC.1, 10.18: the five functions.
fn parametric(kind: u16, bytes: &[u8]) -> Option<Box<dyn Fn(f64) -> f64>> {
    let mut numbers = fixed(bytes);
    let mut next = || numbers.next();
    let power = next()?;
    let (mut a, mut b, mut c, mut d, mut e, mut f) = (1.0, 0.0, 0.0, f64::NEG_INFINITY, 0.0, 0.0);
    match kind {
        0 => {}
        1 | 2 => {
            (a, b) = (next()?, next()?);
            d = -b / a;
            if kind == 2 {
                e = next()?;
                f = e;
            }
        }
        3 | 4 => {
            (a, b, c, d) = (next()?, next()?, next()?, next()?);
            if kind == 4 {
                (e, f) = (next()?, next()?);
            }
        }
        _ => return None,
    }
    Some(Box::new(move |level| {
        if level >= d {
            (a * level + b).max(0.0).powf(power) + e
        } else {
            c * level + f
        }
    }))
}

/// From light to the share of the full level.
fn from_light(light: f64) -> f64 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 {
        12.92 * light
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates; the number lies between 0 and 255"
)]
fn level(share: f64) -> u8 {
    (share * 255.0 + 0.5) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from float to integer saturates; the number is not below 0"
)]
const fn index(number: f64) -> usize {
    number as usize
}
