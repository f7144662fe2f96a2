using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Ui;

namespace Guildhall.Content.Covers;

/// <summary>What a cover says. Nothing but names and a title, which everybody sees who may know of the thing.</summary>
/// <param name="Above">A small line above the title; may be empty.</param>
/// <param name="Seed">Chooses the pattern.</param>
internal sealed record CoverFace(CommunityInfo Community, string Title, string Above, string Seed);

/// <summary>
/// How covers look: the accent as a cloth, the title on paper or in the colour of paper, a seal with the first letter of the community.
/// </summary>
internal static class CoverDesign
{
    public const string Paper = "#f6f1e4", Ink = "#26231e", Seal = "#b3372b", Line = "#cbb98f";

    /// <summary>Ground, words and small words of a cover.</summary>
    internal sealed record Dress(string Ground, string Words, string Small);

    public static string ClothOf(CommunityInfo community) => Accents.Cloth(community.Accent);

    /// <summary>Cloth, the same at dusk, or paper: a list of covers of one colour would be a wall.</summary>
    private static Dress DressOf(CoverFace face)
    {
        var cloth = ClothOf(face.Community);
        return (CoverPatterns.HashOf(face.Seed) / 97 % 3) switch
        {
            0 => new Dress(cloth, Paper, Line),
            1 => new Dress(Dusk(cloth), Paper, Line),
            _ => new Dress(Paper, cloth, "#8a7a55"),
        };
    }

    /// <summary>Two fifths darker.</summary>
    private static string Dusk(string colour) =>
        "#" + string.Concat(Enumerable.Range(0, 3).Select(i => (Convert.ToInt32(colour.Substring(1 + 2 * i, 2), 16) * 3 / 5).ToString("x2")));

    /// <summary>For articles and communities, and for messengers.</summary>
    public static CoverSheet Landscape(CoverFace face, int width, int height)
    {
        var sheet = new CoverSheet(width, height);
        var u = height / 400f;
        var dress = DressOf(face);
        sheet.Rectangle(0, 0, width, height, dress.Ground);
        CoverPatterns.Draw(sheet, face.Seed, dress.Words, height);
        sheet.Rectangle(16 * u, 16 * u, width - 32 * u, height - 32 * u, null, Line, 1.2f * u, 0.55f);
        var left = 48 * u;
        var (size, lines) = CoverText.Fit(face.Title, width - 2 * left, 2, 60 * u, 44 * u);
        if (lines[^1].EndsWith('…'))
            (size, lines) = CoverText.Fit(face.Title, width - 2 * left, 3, 46 * u, 28 * u);
        var y = 66 * u;
        if (face.Above.Length > 0)
        {
            sheet.Add(new CoverWords(Short(face.Above, (width - 2 * left) / (19 * u)), left, y, 19 * u, dress.Small));
            y += 18 * u;
        }
        foreach (var line in lines)
            sheet.Add(new CoverWords(line, left, y += size * 1.28f, size, dress.Words));
        var name = Short(face.Community.Name, (width - 2 * left) / (20 * u) - 5);
        sheet.Add(new CoverWords(name, left, height - 44 * u, 20 * u, dress.Words, Opacity: 0.85f));
        Stamp(sheet, face.Community, width - 92 * u, height - 92 * u, 54 * u);
        return sheet;
    }

    /// <summary>A cloth across the top of a member's page: nothing is written on it, since what matters stands below.</summary>
    public static CoverSheet Banner(CoverFace face)
    {
        var sheet = new CoverSheet(1200, 300);
        var cloth = ClothOf(face.Community);
        sheet.Rectangle(0, 0, 1200, 300, CoverPatterns.HashOf(face.Seed) / 97 % 2 == 0 ? cloth : Dusk(cloth));
        CoverPatterns.Draw(sheet, face.Seed, Paper, 300);
        sheet.Rectangle(14, 14, 1172, 272, null, Line, 1.2f, 0.55f);
        Stamp(sheet, face.Community, 1200 - 92, 300 - 92, 54);
        return sheet;
    }

    /// <summary>A column as a bound book: Chinese ones open to the right and carry a slip with an upright title.</summary>
    public static CoverSheet Book(CoverFace face)
    {
        var sheet = new CoverSheet(600, 800);
        var isUpright = face.Title.Length > 0 && face.Title.All(c => c >= 0x2E80) && CoverText.WidthOf(face.Title) <= 9;
        var cloth = ClothOf(face.Community);
        sheet.Rectangle(0, 0, 600, 800, CoverPatterns.HashOf(face.Seed) / 97 % 2 == 0 ? cloth : Dusk(cloth));
        CoverPatterns.Draw(sheet, face.Seed, Paper, 800);
        Bind(sheet, isUpright ? 556 : 44);
        if (isUpright)
            Slip(sheet, face.Title);
        else
            Plate(sheet, face.Title);
        Stamp(sheet, face.Community, isUpright ? 430 : 92, 668, 76);
        sheet.Add(new CoverWords(Short(face.Community.Name, 14), isUpright ? 410 : 508, 730, 24, Paper, Anchor.End, 0.85f));
        return sheet;
    }

    /// <summary>The thread along the back.</summary>
    private static void Bind(CoverSheet sheet, float x)
    {
        var edge = x < 300 ? 0 : 600;
        var stitches = new[] { 60f, 230, 400, 570, 740 }.Select(y => Outline.Line(x, y, edge, y));
        sheet.Add(new CoverShape(Outline.Line(x, 0, x, 800) + Outline.Join(stitches), null, Paper, 3, 0.5f));
    }

    private static void Slip(CoverSheet sheet, string title)
    {
        var letters = title.EnumerateRunes().Select(r => r.ToString()).ToList();
        var size = MathF.Min(72, 470f / letters.Count);
        var height = letters.Count * size * 1.12f + 64;
        sheet.Rectangle(64, 64, size + 62, height, Paper).Rectangle(73, 73, size + 44, height - 18, null, Ink, 1.5f, 0.6f);
        foreach (var (i, letter) in letters.Index())
            sheet.Add(new CoverWords(letter, 64 + (size + 62) / 2, 64 + 32 + size * 0.9f + i * size * 1.12f, size, Ink, Anchor.Middle));
    }

    private static void Plate(CoverSheet sheet, string title)
    {
        var (size, lines) = CoverText.Fit(title, 360, 5, 66, 34);
        var height = lines.Count * size * 1.25f + 76;
        sheet.Rectangle(92, 96, 440, height, Paper).Rectangle(102, 106, 420, height - 20, null, Ink, 1.5f, 0.6f);
        foreach (var (i, line) in lines.Index())
            sheet.Add(new CoverWords(line, 312, 96 + 38 + size * 0.95f + i * size * 1.25f, size, Ink, Anchor.Middle));
    }

    /// <summary>For a phone's screen, which rounds the corners itself: the letter stands within the circle that it keeps.</summary>
    public static CoverSheet Icon(CommunityInfo community, int size)
    {
        var sheet = new CoverSheet(size, size);
        sheet.Rectangle(0, 0, size, size, ClothOf(community));
        sheet.Add(new CoverWords(LetterOf(community), size / 2f, size * 0.68f, size * 0.5f, Paper, Anchor.Middle));
        return sheet;
    }

    private static string LetterOf(CommunityInfo community) => (community.Name.EnumerateRunes().Select(r => r.ToString())
        .FirstOrDefault(r => r.Trim().Length > 0) ?? "·").ToUpperInvariant();

    /// <summary>A seal with the first letter of the community.</summary>
    public static void Stamp(CoverSheet sheet, CommunityInfo community, float x, float y, float size)
    {
        var (edge, inner) = (size * 0.07f, size * 0.86f);
        sheet.Rectangle(x, y, size, size, Seal).Rectangle(x + edge, y + edge, inner, inner, null, Paper, size * 0.03f, 0.9f);
        sheet.Add(new CoverWords(LetterOf(community), x + size / 2, y + size * 0.74f, size * 0.64f, Paper, Anchor.Middle));
    }

    private static string Short(string text, float width) => CoverText.Fit(text, width, 1, 1, 1).Lines is [var line, ..] ? line : "";
}
