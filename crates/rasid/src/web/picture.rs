//! Pictures as SVG: the map, the timeline, the network. What they show stands in a table beside them, so they are
//! hidden from who does not see; their links are for the pointer alone.

use std::fmt::Write;

use crate::page::escaped;

/// Width and height of the map, in its own units.
const MAP: (f64, f64) = (1000.0, 440.0);
/// The latitudes at the edges of the map.
const NORTH: f64 = 83.7;
const SOUTH: f64 = -56.0;
/// Width and height of the network.
const NETWORK: (f64, f64) = (1000.0, 640.0);
/// Steps in which its nodes find their places.
const STEPS: u32 = 200;

const LAND: &str = include_str!("../../assets/land.txt");

/// A dot: where, how large (of the largest, up to 1), what it is, and the address behind it.
#[derive(Clone, Debug)]
pub(super) struct Dot {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) size: f64,
    pub(super) name: String,
    pub(super) href: String,
}

/// A way from one place to another, as wide as `size` says.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) from: (f64, f64),
    pub(super) to: (f64, f64),
    pub(super) size: f64,
    pub(super) name: String,
}

/// A column of a timeline.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) count: u64,
    pub(super) href: String,
    /// Whether there is an article of the month.
    pub(super) read: bool,
    /// The year, at its first month.
    pub(super) year: Option<String>,
}

/// A node of a network.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) count: u64,
    pub(super) href: String,
}

/// Equal Earth (Šavrič, Patterson and Jenny 2018): areas are true, and no country is in the middle but for the
/// meridian of Greenwich. Longitude and latitude in degrees.
fn projected(lon: f64, lat: f64) -> (f64, f64) {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let root = 3.0_f64.sqrt();
    let theta = (root / 2.0 * lat.to_radians().sin()).asin();
    let (two, six) = (theta.powi(2), theta.powi(6));
    let x = 2.0 * root * lon.to_radians() * theta.cos()
        / (3.0 * (9.0 * A[3] * six * two + 7.0 * A[2] * six + 3.0 * A[1] * two + A[0]));
    let y = theta * (A[3] * six * two + A[2] * six + A[1] * two + A[0]);
    (x, y)
}

/// Where a place stands on the map.
fn on_map(lon: f64, lat: f64) -> (f64, f64) {
    let (x, y) = projected(lon, lat.clamp(SOUTH, NORTH));
    let (edge, _) = projected(180.0, 0.0);
    let ((_, top), (_, bottom)) = (projected(0.0, NORTH), projected(0.0, SOUTH));
    (MAP.0 * (x / edge + 1.0) / 2.0, MAP.1 * (top - y) / (top - bottom))
}

/// The coastlines as the path of an SVG, in tenths of a unit.
pub(super) fn land() -> String {
    let mut path = String::new();
    for ring in LAND.lines().filter(|line| !line.starts_with('#')) {
        let points = ring.split(' ').filter_map(|point| {
            let (lon, lat) = point.split_once(',')?;
            Some((lon.parse::<f64>().ok()? / 10.0, lat.parse::<f64>().ok()? / 10.0))
        });
        let mut last: Option<(i64, i64)> = None;
        let mut before = 0.0;
        for (lon, lat) in points {
            let (x, y) = on_map(lon, lat);
            let (x, y) = (x.round() as i64, y.round() as i64);
            // A ring that goes round the back of the map goes on at its other edge.
            if f64::abs(lon - before) > 180.0 && last.take().is_some() && path.ends_with('l') {
                path.pop();
            }
            before = lon;
            let _ = match last {
                None => write!(path, "M{x} {y}l"),
                Some((from_x, from_y)) if (x, y) != (from_x, from_y) => {
                    write!(path, "{} {} ", x - from_x, y - from_y)
                }
                Some(_) => Ok(()),
            };
            last = Some((x, y));
        }
        if path.ends_with('l') {
            path.pop();
        }
        path.push('z');
    }
    path
}

/// The map: land, ways, dots; the largest dots first, so that small ones stay visible.
pub(super) fn map(land: &str, ways: &[Way], dots: &[Dot]) -> String {
    let mut out = format!(
        "<svg class=\"map\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\"><path class=\"land\" d=\"{land}\"/>",
        MAP.0, MAP.1
    );
    for way in ways {
        let ((x1, y1), (x2, y2)) = (on_map(way.from.1, way.from.0), on_map(way.to.1, way.to.0));
        // Bent to one side, so that there and back are two lines.
        let (mx, my) = ((x1 + x2) / 2.0 + (y1 - y2) / 5.0, (y1 + y2) / 2.0 + (x2 - x1) / 5.0 - 4.0);
        let _ = write!(
            out,
            "<path class=\"way\" d=\"M{x1:.1} {y1:.1}Q{mx:.1} {my:.1} {x2:.1} {y2:.1}\" stroke-width=\"{:.1}\"><title>{}</title></path>",
            0.6 + 2.4 * way.size,
            escaped(&way.name)
        );
    }
    for dot in dots {
        let (x, y) = on_map(dot.lon, dot.lat);
        let radius = 2.0 + 9.0 * dot.size.sqrt();
        let _ = write!(
            out,
            "<a href=\"{}\" tabindex=\"-1\"><circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{}</title></circle></a>",
            escaped(&dot.href),
            escaped(&dot.name)
        );
    }
    out + "</svg>"
}

/// The timeline: a column for each month, in the direction in which the language is read.
pub(super) fn timeline(columns: &[Column], from_the_right: bool) -> String {
    const WIDE: usize = 20;
    const HIGH: u64 = 100;
    let most = columns.iter().map(|column| column.count).max().unwrap_or(0).max(1);
    let width = columns.len().max(36) * WIDE;
    let mut out =
        format!("<svg class=\"timeline\" viewBox=\"0 0 {width} {}\" aria-hidden=\"true\">", HIGH + 28);
    for (n, column) in columns.iter().enumerate() {
        let x = if from_the_right { width - (n + 1) * WIDE } else { n * WIDE };
        let height = (column.count * HIGH).div_ceil(most);
        let name = escaped(&column.name);
        if !column.read {
            let _ =
                write!(out, "<rect class=\"unread\" x=\"{x}\" y=\"8\" width=\"{WIDE}\" height=\"{HIGH}\"/>");
        }
        let _ = write!(
            out,
            "<a href=\"{}\" tabindex=\"-1\"><rect class=\"hit\" x=\"{x}\" y=\"8\" width=\"{WIDE}\" height=\"{HIGH}\"/>\
             <rect class=\"column\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{height}\"/><title>{name}: {}</title></a>",
            escaped(&column.href),
            x + 2,
            HIGH + 8 - height,
            WIDE - 4,
            column.count
        );
        if let Some(year) = &column.year {
            let at = if from_the_right { x + WIDE } else { x };
            let _ = write!(
                out,
                "<line class=\"tick\" x1=\"{at}\" x2=\"{at}\" y1=\"8\" y2=\"{}\"/><text x=\"{}\" y=\"{}\" direction=\"ltr\" text-anchor=\"{}\">{}</text>",
                HIGH + 12,
                if from_the_right { at - 3 } else { at + 3 },
                HIGH + 24,
                if from_the_right { "end" } else { "start" },
                escaped(year)
            );
        }
    }
    let _ =
        write!(out, "<line class=\"base\" x1=\"0\" x2=\"{width}\" y1=\"{0}\" y2=\"{0}\"/></svg>", HIGH + 8);
    out
}

/// The network: nodes that meet often stand close together. The same nodes always find the same places.
pub(super) fn network(nodes: &[Node], links: &[(usize, usize, u64)]) -> String {
    let places = layout(nodes.len(), links);
    let most = nodes.iter().map(|node| node.count).max().unwrap_or(1).max(1) as f64;
    let strongest = links.iter().map(|(.., count)| *count).max().unwrap_or(1).max(1) as f64;
    let mut out =
        format!("<svg class=\"network\" viewBox=\"0 0 {} {}\" aria-hidden=\"true\">", NETWORK.0, NETWORK.1);
    for (a, b, count) in links {
        let ((x1, y1), (x2, y2)) = (places[*a], places[*b]);
        let _ = write!(
            out,
            "<line class=\"link\" x1=\"{x1:.0}\" y1=\"{y1:.0}\" x2=\"{x2:.0}\" y2=\"{y2:.0}\" stroke-width=\"{:.1}\"/>",
            0.5 + 4.0 * (*count as f64 / strongest)
        );
    }
    let mut names = String::new();
    for (node, (x, y)) in nodes.iter().zip(&places) {
        let radius = 4.0 + 12.0 * (node.count as f64 / most).sqrt();
        let _ = write!(
            out,
            "<a href=\"{}\" tabindex=\"-1\"><circle class=\"dot\" cx=\"{x:.0}\" cy=\"{y:.0}\" r=\"{radius:.1}\"/>\
             <title>{}: {}</title></a>",
            escaped(&node.href),
            escaped(&node.name),
            node.count
        );
        let _ = write!(
            names,
            "<text class=\"name\" x=\"{x:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
            y + radius + 13.0,
            escaped(&shortened(&node.name))
        );
    }
    // Names over everything, and nothing for the pointer.
    out + "<g class=\"names\">" + &names + "</g></svg>"
}

fn shortened(name: &str) -> String {
    const MOST: usize = 22;
    match name.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &name[..at]),
        None => name.to_owned(),
    }
}

/// Fruchterman and Reingold (1991): all push each other away, links pull, and what moves grows tired.
fn layout(count: usize, links: &[(usize, usize, u64)]) -> Vec<(f64, f64)> {
    let (width, height) = NETWORK;
    let turn = |n: usize| n as f64 * 2.399_963; // The golden angle: a circle without a pattern.
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|n| {
            let radius = ((n as f64 + 0.5) / count.max(1) as f64).sqrt() * 0.45;
            (width * (0.5 + radius * turn(n).cos()), height * (0.5 + radius * turn(n).sin()))
        })
        .collect();
    let strongest = links.iter().map(|(.., count)| *count).max().unwrap_or(1).max(1) as f64;
    let apart = (width * height / count.max(1) as f64).sqrt() * 0.62;
    for step in 0..STEPS {
        let mut moved = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let squared = (dx * dx + dy * dy).max(1.0);
                let push = apart * apart / squared;
                moved[a] = (moved[a].0 + dx * push, moved[a].1 + dy * push);
                moved[b] = (moved[b].0 - dx * push, moved[b].1 - dy * push);
            }
        }
        for (a, b, count) in links {
            let (dx, dy) = (at[*a].0 - at[*b].0, at[*a].1 - at[*b].1);
            let distance = (dx * dx + dy * dy).sqrt();
            let pull = distance / apart * (0.25 + 0.75 * *count as f64 / strongest);
            moved[*a] = (moved[*a].0 - dx * pull, moved[*a].1 - dy * pull);
            moved[*b] = (moved[*b].0 + dx * pull, moved[*b].1 + dy * pull);
        }
        let furthest = width / 8.0 * (1.0 - f64::from(step) / f64::from(STEPS));
        for (place, (dx, dy)) in at.iter_mut().zip(moved) {
            // A little towards the middle, so that who met nobody here does not sit in a corner.
            let (dx, dy) = (dx + (width / 2.0 - place.0) * 0.45, dy + (height / 2.0 - place.1) * 0.9);
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = length.min(furthest) / length;
            place.0 = (place.0 + dx * step).clamp(60.0, width - 60.0);
            place.1 = (place.1 + dy * step).clamp(24.0, height - 34.0);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stand_where_they_are() {
        let (x, y) = on_map(0.0, 0.0);
        assert!((x - 500.0).abs() < 1e-9 && y > 200.0 && y < MAP.1, "{x} {y}");
        assert_eq!((on_map(0.0, NORTH).1, on_map(0.0, SOUTH).1), (0.0, MAP.1));
        let (west, east) = (on_map(-180.0, 0.0).0, on_map(180.0, 0.0).0);
        assert!(west.abs() < 1e-9 && (east - MAP.0).abs() < 1e-9);
        // Values of the authors' reference implementation, on a sphere of radius 1.
        let (x, y) = projected(0.0, 90.0);
        assert!(x.abs() < 1e-9 && (y - 1.3173).abs() < 1e-3, "{y}");
        assert!((projected(180.0, 0.0).0 - 2.7066).abs() < 1e-3);
    }

    #[test]
    fn the_land_is_all_there_and_small() {
        let land = land();
        assert!(land.starts_with('M') && land.ends_with('z') && land.matches('M').count() > 80);
        assert!(land.len() < 40_000, "{}", land.len());
    }

    #[test]
    fn a_network_is_the_same_each_time_and_nobody_is_outside() {
        let links = [(0, 1, 5), (1, 2, 1), (0, 4, 2)];
        let places = layout(5, &links);
        assert_eq!(places, layout(5, &links));
        for (x, y) in &places {
            assert!(x.is_finite() && *x > 0.0 && *x < NETWORK.0 && *y > 0.0 && *y < NETWORK.1);
        }
        let apart = |a: usize, b: usize| (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1);
        assert!(apart(0, 1) < apart(1, 3), "{places:?}");
        assert!(layout(0, &[]).is_empty() && layout(1, &[]).len() == 1);
    }

    #[test]
    fn names_are_text() {
        let name = || "<b>\"&".to_owned();
        let node = Node { name: name(), count: 1, href: "/x?a=1&b=\"".to_owned() };
        let dot = Dot { lat: 0.0, lon: 0.0, size: 1.0, name: name(), href: "/".to_owned() };
        let column = Column { name: name(), count: 0, href: "/".to_owned(), read: false, year: Some(name()) };
        for picture in [network(&[node], &[]), map("", &[], &[dot]), timeline(&[column], true)] {
            assert!(!picture.contains("<b>") && picture.ends_with("</svg>"), "{picture}");
        }
    }
}
