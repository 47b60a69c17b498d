//! Pictures: the photo, cropped to the shape that the theme gives it, and the signature.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::names::{A, PIC, WP};
use super::xml::Xml;

/// A picture in a format that Word supports.
pub(super) struct Media {
    pub(super) extension: &'static str,
    pub(super) bytes: Vec<u8>,
    /// Width in pixels.
    width: u32,
    height: u32,
}

/// Longer side in pixels of a rasterised SVG.
const DRAWN: f32 = 1200.0;
/// English metric units per twentieth of a point.
const EMU: u32 = 635;

impl Media {
    /// Reads a PNG or JPEG, or rasterises an SVG; `None` if that fails.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let extension = match bytes {
            [0x89, b'P', ..] => "png",
            [0xff, 0xd8, ..] => "jpg",
            _ => return Self::drawn(bytes),
        };
        let size = imagesize::blob_size(bytes).ok()?;
        let side = |pixels: usize| u32::try_from(pixels).ok().filter(|pixels| *pixels > 0);
        let (width, height) = (side(size.width)?, side(size.height)?);
        Some(Self { extension, bytes: bytes.to_vec(), width, height })
    }

    fn drawn(bytes: &[u8]) -> Option<Self> {
        let tree = Tree::from_data(bytes, &Options::default()).ok()?;
        let scale = DRAWN / tree.size().width().max(tree.size().height());
        let side = |length: f32| ((length * scale).round() as u32).max(1);
        let (width, height) = (side(tree.size().width()), side(tree.size().height()));
        let mut pixels = Pixmap::new(width, height)?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Some(Self { extension: "png", bytes: pixels.encode_png().ok()?, width, height })
    }

    /// Returns the width for a given height, in the same unit.
    pub(super) fn width_at(&self, height: u32) -> u32 {
        let width = u64::from(height) * u64::from(self.width) / u64::from(self.height);
        u32::try_from(width).unwrap_or(u32::MAX).max(1)
    }

    /// Returns how much to crop from left, top, right and bottom to fill a frame, in thousandths of
    /// a percent.
    fn cut(&self, ratio: f64) -> [u32; 4] {
        let own = f64::from(self.height) / f64::from(self.width);
        let half = |kept: f64| ((1.0 - kept) * 50_000.0).round() as u32;
        if own > ratio {
            let cut = half(ratio / own);
            [0, cut, 0, cut]
        } else {
            let cut = half(own / ratio);
            [cut, 0, cut, 0]
        }
    }
}

/// A placed picture.
pub(super) struct Drawing<'a> {
    /// Id of the relationship to the file.
    pub(super) relation: &'a str,
    /// Id, unique among all drawings.
    pub(super) number: usize,
    pub(super) media: &'a Media,
    pub(super) name: &'static str,
    /// Alternative text.
    pub(super) description: &'a str,
    /// Width in twentieths of a point.
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) shape: &'static str,
    /// Side of the page on which the picture floats; inline if `None`.
    pub(super) side: Option<&'static str>,
}

impl Drawing<'_> {
    /// Writes the drawing as the content of a run.
    pub(super) fn write(&self, xml: &mut Xml) {
        xml.element("w:drawing", &[], |xml| match self.side {
            Some(side) => self.anchored(xml, side),
            None => {
                let zero = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.element("wp:inline", &names(&zero), |xml| {
                    self.extent(xml);
                    self.content(xml);
                });
            }
        });
    }

    fn anchored(&self, xml: &mut Xml, side: &'static str) {
        let attributes = [
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "180000"),
            ("distR", "180000"),
            ("simplePos", "0"),
            ("relativeHeight", "1"),
            ("behindDoc", "0"),
            ("locked", "0"),
            ("layoutInCell", "1"),
            ("allowOverlap", "1"),
        ];
        xml.element("wp:anchor", &names(&attributes), |xml| {
            xml.empty("wp:simplePos", &[("x", "0"), ("y", "0")]);
            xml.element("wp:positionH", &[("relativeFrom", "margin")], |xml| {
                xml.leaf("wp:align", &[], side);
            });
            xml.element("wp:positionV", &[("relativeFrom", "paragraph")], |xml| {
                xml.leaf("wp:posOffset", &[], "0");
            });
            self.extent(xml);
            xml.empty("wp:wrapSquare", &[("wrapText", "bothSides")]);
            self.content(xml);
        });
    }

    fn size(&self) -> [String; 2] {
        [self.width, self.height].map(|side| side.saturating_mul(EMU).to_string())
    }

    fn extent(&self, xml: &mut Xml) {
        let [width, height] = self.size();
        xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
        xml.empty("wp:effectExtent", &[("l", "0"), ("t", "0"), ("r", "0"), ("b", "0")]);
    }

    fn content(&self, xml: &mut Xml) {
        let number = self.number.to_string();
        let properties =
            [("id", number.as_str()), ("name", self.name), ("descr", self.description)];
        xml.empty("wp:docPr", &properties);
        xml.element("wp:cNvGraphicFramePr", &[], |xml| {
            xml.empty("a:graphicFrameLocks", &[("xmlns:a", A), ("noChangeAspect", "1")]);
        });
        xml.element("a:graphic", &[("xmlns:a", A)], |xml| {
            xml.element("a:graphicData", &[("uri", PIC)], |xml| {
                xml.element("pic:pic", &[("xmlns:pic", PIC)], |xml| self.picture(xml, &properties));
            });
        });
    }

    fn picture(&self, xml: &mut Xml, properties: &[(&'static str, &str)]) {
        xml.element("pic:nvPicPr", &[], |xml| {
            xml.empty("pic:cNvPr", properties);
            xml.empty("pic:cNvPicPr", &[]);
        });
        xml.element("pic:blipFill", &[], |xml| {
            xml.empty("a:blip", &[("r:embed", self.relation)]);
            let cut = self.media.cut(f64::from(self.height) / f64::from(self.width));
            let [l, t, r, b] = cut.map(|side| side.to_string());
            xml.empty("a:srcRect", &[("l", &l), ("t", &t), ("r", &r), ("b", &b)]);
            xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
        });
        xml.element("pic:spPr", &[], |xml| {
            let [width, height] = self.size();
            xml.element("a:xfrm", &[], |xml| {
                xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
            });
            xml.element("a:prstGeom", &[("prst", self.shape)], |xml| xml.empty("a:avLst", &[]));
        });
    }
}

fn names<'a>(attributes: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut all = vec![("xmlns:wp", WP)];
    all.extend_from_slice(attributes);
    all
}
