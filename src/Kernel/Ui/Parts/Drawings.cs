using System.Collections.Frozen;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>
/// The drawings of empty lists: strokes on a 120 × 80 field that stand on one line, each with a little of the seal's red. Which one it is
/// follows from the icon of what is missing.
/// </summary>
public static class Drawings
{
    private static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["book"] = Svg(
            "M60 24c-9-7-22-9-38-8v42c16-1 29 1 38 8 9-7 22-9 38-8V16c-16-1-29 1-38 8z M60 24v42 M31 27c8 0 14 1 20 4 M31 37c8 0 14 1 20 4 M89 27c-8 0-14 1-20 4",
            "M81 42h9v9h-9z"),
        ["people"] = Svg(
            "M60 37a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M40 67c0-13 8-22 20-22s20 9 20 22 M33 41a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M19 67c0-10 5-17 15-18 M87 41a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M101 67c0-10-5-17-15-18",
            "M56 54h8v8h-8z"),
        ["coin"] = Svg(
            "M52 66a24 24 0 1 0 0-48 24 24 0 0 0 0 48z M45 35h14v14H45z M66 19a24 24 0 1 1 0 46 M52 24v4 M52 56v4",
            "M47.5 37.5h9v9h-9z"),
        ["search"] = Svg(
            "M32 66V16h30l12 12v7 M62 16v12h12 M41 30h12 M41 40h16 M41 50h12 M76 64a13 13 0 1 0 0-26 13 13 0 0 0 0 26z M86 60l12 11",
            "M72 47h8v8h-8z"),
        ["talk"] = Svg(
            "M24 16h46a6 6 0 0 1 6 6v20a6 6 0 0 1-6 6H46L34 58V48H24a6 6 0 0 1-6-6V22a6 6 0 0 1 6-6z M84 32h11a6 6 0 0 1 6 6v16a6 6 0 0 1-6 6h-4v9l-10-9H66a6 6 0 0 1-5-3 M30 28h32 M30 37h20",
            "M86 42h8v8h-8z"),
        ["bell"] = Svg(
            "M60 12v8 M38 58c5-4 7-10 7-18a15 15 0 0 1 30 0c0 8 2 14 7 18z M53 63a7 7 0 0 0 14 0",
            "M56 36h8v8h-8z"),
        ["brush"] = Svg(
            "M24 52h52v5a9 9 0 0 1-9 9H33a9 9 0 0 1-9-9z M34 52c2-5 10-6 14-2 M66 45 96 14 M61 51c-1-5 1-8 5-9l3 3c0 4-3 7-8 6z",
            "M84 57h9v9h-9z"),
    }.ToFrozenDictionary();

    public static IEnumerable<string> Names => Shapes.Keys.Order(StringComparer.Ordinal);

    /// <returns>An SVG element.</returns>
    public static string Of(string name) => Shapes[name];

    /// <param name="icon">Of what is missing, see <see cref="IconShapes"/>.</param>
    /// <returns>An SVG element.</returns>
    public static string For(string icon) => Shapes[icon switch
    {
        "article" or "book" or "column" or "folder" or "download" or "upload" or "image" or "history" => "book",
        "user" or "users" or "star" => "people",
        "coin" or "card" or "receipt" or "ledger" or "gift" or "tag" or "cart" or "chart" => "coin",
        "search" or "eye" or "filter" => "search",
        "message" or "hash" or "flag" => "talk",
        "bell" => "bell",
        _ => "brush",
    }];

    private static string Svg(string strokes, string seal) =>
        $"<svg class=\"drawing\" viewBox=\"0 0 120 80\" aria-hidden=\"true\"><path d=\"{strokes} M10 72h100\"/><path class=\"drawing-seal\" d=\"{seal}\"/></svg>";
}
