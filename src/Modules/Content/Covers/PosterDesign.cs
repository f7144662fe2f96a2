using QRCoder;

namespace Guildhall.Content.Covers;

/// <summary>A poster to pass on: the title on cloth, below it on paper who invites and a code that leads there.</summary>
internal static class PosterDesign
{
    private const int Width = 1080, Height = 1440, Cloth = 900;

    /// <param name="invitation">What to do with the code, in the community's language.</param>
    /// <param name="address">Whole, of the page.</param>
    public static CoverSheet Draw(CoverFace face, string invitation, string address)
    {
        var sheet = new CoverSheet(Width, Height);
        sheet.Rectangle(0, 0, Width, Height, CoverDesign.Paper);
        sheet.Rectangle(0, 0, Width, Cloth, CoverDesign.ClothOf(face.Community));
        CoverPatterns.Draw(sheet, face.Seed, CoverDesign.Paper, Cloth);
        sheet.Rectangle(40, 40, Width - 80, Cloth - 80, null, CoverDesign.Line, 2, 0.55f);
        var y = 190f;
        if (face.Above.Length > 0)
            sheet.Add(new CoverWords(One(face.Above, 22), 110, y - 24, 40, CoverDesign.Line));
        var (size, lines) = CoverText.Fit(face.Title, Width - 220, 5, 104, 56);
        foreach (var line in lines)
            sheet.Add(new CoverWords(line, 110, y += size * 1.3f, size, CoverDesign.Paper));
        CoverDesign.Stamp(sheet, face.Community, Width - 110 - 120, Cloth - 110 - 120, 120);

        sheet.Add(new CoverWords(One(face.Community.Name, 11.5f), 110, 1030, 52, CoverDesign.Ink));
        var (small, about) = CoverText.Fit(face.Community.Description, 520, 4, 32, 28);
        var at = 1058f;
        foreach (var line in about)
            sheet.Add(new CoverWords(line, 110, at += small * 1.5f, small, CoverDesign.Ink, Opacity: 0.75f));
        sheet.Add(new CoverWords(invitation, 110, 1340, 30, CoverDesign.Seal));
        sheet.Add(new CoverShape(Code(address, Width - 110 - 320, 990, 320), CoverDesign.Ink));
        return sheet;
    }

    private static string One(string text, float width) => CoverText.Fit(text, width, 1, 1, 1).Lines is [var line, ..] ? line : "";

    /// <summary>Level M: a poster is photographed in bad light. The library puts the quiet zone around it.</summary>
    private static string Code(string address, float x, float y, float size)
    {
        using var code = new QRCodeGenerator().CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var side = size / rows.Count;
        return Outline.Join(
            from row in Enumerable.Range(0, rows.Count)
            from column in Enumerable.Range(0, rows.Count)
            where rows[row][column]
            select FormattableString.Invariant($"M{x + column * side:0.##} {y + row * side:0.##}h{side:0.##}v{side:0.##}h{-side:0.##}z"));
    }
}
