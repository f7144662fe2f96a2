using System.Collections.Frozen;

namespace Guildhall.Kernel.Ui.Parts;

/// <summary>The icon set: strokes on a 20 × 20 field, drawn for this product. A missing name is drawn as a dot.</summary>
public static class IconShapes
{
    private static readonly FrozenDictionary<string, string> Shapes = new Dictionary<string, string>
    {
        ["home"] = "M3 9.2 10 3.5l7 5.7 M5 8v8.5h3.8V12h2.4v4.5H15V8",
        ["search"] = "M8.8 14.1a5.3 5.3 0 1 0 0-10.6 5.3 5.3 0 0 0 0 10.6z M12.7 12.7 17 17",
        ["lock"] = "M5 9h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z M6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9",
        ["unlock"] = "M5 9h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z M6.8 9V6.2A3.2 3.2 0 0 1 13 5.3",
        ["user"] = "M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z M3.8 17c.5-3 3-4.6 6.2-4.6s5.7 1.6 6.2 4.6",
        ["users"] = "M7.6 9.7a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8z M2 16.5c.4-2.8 2.6-4.3 5.6-4.3s5.2 1.5 5.6 4.3 M12.6 4.2a2.8 2.8 0 0 1 0 5.2 M14.8 12.5c1.8.6 2.9 1.9 3.2 4",
        ["book"] = "M10 5.2C8.4 4 6 3.6 3 3.7v11.5c3-.1 5.4.3 7 1.5 1.6-1.2 4-1.6 7-1.5V3.7c-3-.1-5.4.3-7 1.5z M10 5.2v11.5",
        ["article"] = "M5 3h7l3.5 3.5V17H5z M12 3v3.5h3.5 M7.5 10h5.5 M7.5 13h5.5",
        ["folder"] = "M2.8 5.5a1 1 0 0 1 1-1h3.7l1.7 2h7a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H3.8a1 1 0 0 1-1-1z",
        ["settings"] = "M3 6h7.5 M14.5 6H17 M3 14h2.5 M9.5 14H17 M12.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z M7.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        ["chart"] = "M3 3.5V16.5h14 M6.5 13.5v-3 M10 13.5V6.5 M13.5 13.5V9",
        ["coin"] = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M7.5 6.5 10 10l2.5-3.5 M10 10v4 M7.8 10.7h4.4 M7.8 12.7h4.4",
        ["tag"] = "M3.5 3.5h6l7 7-6 6-7-7z M7 7.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2z",
        ["cart"] = "M2.5 3.5h2l2 9h8l1.8-6.5H5.2 M7.5 16.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6z M13.5 16.8a.8.8 0 1 0 0-1.6.8.8 0 0 0 0 1.6z",
        ["shield"] = "M10 2.8 16 5v4.5c0 3.7-2.4 6.3-6 7.7-3.6-1.4-6-4-6-7.7V5z M7.3 9.9l2 2 3.5-3.8",
        ["key"] = "M6.8 16.2a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z M9.2 10.6 16.5 3.5 M13.5 6.4l2.2 2.2 M11.5 8.4l1.5 1.5",
        ["check"] = "M4 10.5 8.2 14.7 16 5.7",
        ["x"] = "M5 5l10 10 M15 5 5 15",
        ["plus"] = "M10 4v12 M4 10h12",
        ["download"] = "M10 3.7V13 M6.5 9.5 10 13l3.5-3.5 M3.5 13v3.3h13V13",
        ["upload"] = "M10 13V4 M6.5 7.2 10 3.7l3.5 3.5 M3.5 13v3.3h13V13",
        ["globe"] = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M3 10h14 M10 3c2.2 2.1 3.2 4.4 3.2 7s-1 4.9-3.2 7c-2.2-2.1-3.2-4.4-3.2-7s1-4.9 3.2-7z",
        ["sun"] = "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z M10 2.5v1.5 M10 16v1.5 M2.5 10H4 M16 10h1.5 M4.7 4.7l1 1 M14.3 14.3l1 1 M15.3 4.7l-1 1 M5.7 14.3l-1 1",
        ["moon"] = "M16 12.2A6.7 6.7 0 0 1 7.8 4 6.7 6.7 0 1 0 16 12.2z",
        ["contrast"] = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M10 3v14 M12 3.5v13 M14 4.5v11",
        ["menu"] = "M3 5.5h14 M3 10h14 M3 14.5h14",
        ["more"] = "M5 10h.01 M10 10h.01 M15 10h.01",
        ["chevron-up"] = "M5 12l5-5 5 5",
        ["chevron-down"] = "M5 8l5 5 5-5",
        ["arrow-left"] = "M16.5 10h-13 M8 5.5 3.5 10 8 14.5",
        ["arrow-right"] = "M3.5 10h13 M12 5.5l4.5 4.5-4.5 4.5",
        ["bell"] = "M10 3a4.5 4.5 0 0 1 4.5 4.5c0 4 1.5 5.5 1.5 5.5H4s1.5-1.5 1.5-5.5A4.5 4.5 0 0 1 10 3z M8.3 16a1.8 1.8 0 0 0 3.4 0",
        ["refresh"] = "M16.3 8.5A6.5 6.5 0 0 0 4.6 6.6 M4.3 3.2v3.7H8 M3.7 11.5a6.5 6.5 0 0 0 11.7 1.9 M15.7 16.8v-3.7H12",
        ["list"] = "M7 5.5h10 M7 10h10 M7 14.5h10 M3.5 5.5h.01 M3.5 10h.01 M3.5 14.5h.01",
        ["column"] = "M3.5 4h13v12h-13z M8 4v12 M10.5 7.5H14 M10.5 10.5H14",
        ["code"] = "M7 5.5 2.5 10 7 14.5 M13 5.5l4.5 4.5-4.5 4.5 M11.3 4 8.7 16",
        ["message"] = "M3.5 4h13v9.5H9L5.5 16.8v-3.3h-2z",
        ["reply"] = "M8 5 3.5 9.5 8 14 M3.5 9.5h8a5 5 0 0 1 5 5V16",
        ["microphone"] = "M10 12.5a2.6 2.6 0 0 0 2.6-2.6V5.6a2.6 2.6 0 0 0-5.2 0v4.3a2.6 2.6 0 0 0 2.6 2.6z M5.3 9.9a4.7 4.7 0 0 0 9.4 0 M10 14.6V17",
        ["flag"] = "M5 17V3.5 M5 4h10.5l-2.2 3.5 2.2 3.5H5",
        ["star"] = "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
        ["trash"] = "M3.5 5.5h13 M7.5 5.5V3.5h5v2 M5 5.5 5.8 16.5h8.4L15 5.5 M8.5 8.5v5 M11.5 8.5v5",
        ["edit"] = "M4 16l.8-3.6L13.2 4l2.8 2.8-8.4 8.4z M11.5 5.7l2.8 2.8",
        ["eye"] = "M2.2 10C4 6.7 6.7 5 10 5s6 1.7 7.8 5c-1.8 3.3-4.5 5-7.8 5s-6-1.7-7.8-5z M10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
        ["eye-off"] = "M4.5 7C3.6 7.8 2.8 8.8 2.2 10c1.8 3.3 4.5 5 7.8 5 1.2 0 2.3-.2 3.3-.7 M8.2 5.2C8.8 5.1 9.4 5 10 5c3.3 0 6 1.7 7.8 5-.5 1-1.2 1.9-1.9 2.6 M3.5 3.5l13 13",
        ["info"] = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z M10 9.5v4 M10 6.7h.01",
        ["warning"] = "M10 3.2 17.7 16.5H2.3z M10 8v4 M10 14.2h.01",
        ["copy"] = "M7 7h9.5v9.5H7z M13 7V3.5H3.5V13H7",
        ["image"] = "M3 4h14v12H3z M3.5 14.5 8 9.5l3.5 4 2-2 3 3 M13 8.2a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
        ["calendar"] = "M3.5 5h13v11.5h-13z M3.5 8.5h13 M7 3v3.5 M13 3v3.5 M7 12h2.5",
        ["card"] = "M2.5 4.8h15v10.4h-15z M2.5 8.3h15 M5 12.2h3",
        ["receipt"] = "M5 2.8h10v14.4l-1.7-1.2-1.7 1.2L10 16l-1.7 1.2L6.7 16 5 17.2z M7.5 6.5h5 M7.5 9.5h5 M7.5 12.5h3",
        ["ledger"] = "M4 3h12v14H4z M10 3v14 M6 6.5h2 M6 9.5h2 M12 6.5h2 M12 9.5h2 M12 12.5h2",
        ["gift"] = "M3 7h14v3H3z M4.2 10v6.5h11.6V10 M10 7v9.5 M10 7C8.5 3 5.5 3 5.8 5.2 6 6.5 8 7 10 7c2 0 4-.5 4.2-1.8C14.5 3 11.5 3 10 7z",
        ["sign-out"] = "M11.5 3.5h-7v13h7 M8.5 10h9 M14.2 6.7 17.5 10l-3.3 3.3",
        ["device"] = "M4 4h12v8.5H4z M2 15.5h16",
        ["hash"] = "M8 3.5 6 16.5 M14 3.5l-2 13 M3.5 7.5h13.3 M3.2 12.5h13.3",
        ["filter"] = "M3 5h14 M5.5 10h9 M8 15h4",
        ["history"] = "M3.5 10a6.5 6.5 0 1 0 2-4.7 M3.3 3.3v3.7H7 M10 6.5v3.7l2.5 1.5",
    }
        .Select(shape => KeyValuePair.Create(shape.Key, Svg(shape.Value)))
        .ToFrozenDictionary();

    public static IEnumerable<string> Names => Shapes.Keys.Order(StringComparer.Ordinal);

    /// <returns>An SVG element that takes the size and colour of the text around it.</returns>
    public static string Markup(string name) => Shapes.TryGetValue(name, out var svg) ? svg : Unknown;

    private static readonly string Unknown = Svg("M10 10h.01");

    private static string Svg(string path) =>
        $"<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>";
}
