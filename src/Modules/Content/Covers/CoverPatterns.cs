namespace Guildhall.Content.Covers;

/// <summary>Quiet patterns, the same for a slug wherever it is drawn: waves, lattice, hills, rings, reeds.</summary>
internal static class CoverPatterns
{
    public static void Draw(CoverSheet sheet, string seed, string colour, float height)
    {
        var hash = HashOf(seed);
        var (w, h) = ((float)sheet.Width, height);
        switch (hash % 5)
        {
            case 0:
                sheet.Add(new CoverShape(Waves(w, h, MathF.Max(w, h) / 9), null, colour, w / 420, 0.17f));
                break;
            case 1:
                sheet.Add(new CoverShape(Lattice(w, h, MathF.Max(w, h) / 11), null, colour, w / 500, 0.15f));
                break;
            case 2:
                Hills(sheet, hash, colour, h);
                break;
            case 3:
                var middle = (X: w * (0.62f + hash / 5 % 20 / 100f), Y: h * (0.3f + hash / 7 % 30 / 100f));
                sheet.Add(new CoverShape(Rings(middle.X, middle.Y, MathF.Min(w, h)), null, colour, w / 420, 0.18f));
                break;
            default:
                sheet.Add(new CoverShape(Reeds(w, h, hash), null, colour, w / 300, 0.14f));
                break;
        }
    }

    /// <summary>FNV-1a, so that it is the same in every process.</summary>
    public static uint HashOf(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));

    private static string Waves(float w, float h, float r) => Outline.Join(
        from row in Enumerable.Range(0, (int)(h / (r / 2)) + 3)
        from column in Enumerable.Range(0, (int)(w / (2 * r)) + 2)
        from ring in new[] { 1f, 0.66f, 0.33f }
        select Outline.Arch(column * 2 * r + (row % 2 == 0 ? 0 : r), row * r / 2, r * ring));

    private static string Lattice(float w, float h, float step) => Outline.Join(
        Enumerable.Range(0, (int)((w + h) / step) + 1).SelectMany(i => new[]
        {
            Outline.Line(i * step, 0, i * step - h, h), Outline.Line(w - i * step, 0, w - i * step + h, h),
        }));

    private static void Hills(CoverSheet sheet, uint hash, string colour, float h)
    {
        var w = (float)sheet.Width;
        var moon = Outline.Circle(w * (0.68f + hash / 5 % 18 / 100f), h * 0.26f, MathF.Min(w, h) * 0.1f);
        sheet.Add(new CoverShape(moon, colour, Opacity: 0.2f));
        for (var layer = 0; layer < 3; layer++)
        {
            var (y, tilt) = (h * (0.62f + layer * 0.13f), (hash >> (layer * 4) & 15) / 15f);
            var path = Outline.Of($"M0 {y}C{w * (0.15f + tilt * 0.1f)} {y - h * 0.22f} {w * 0.3f} {y - h * 0.02f} {w * 0.45f} {y - h * 0.06f}S{w * (0.7f + tilt * 0.1f)} {y - h * 0.24f} {w} {y - h * 0.04f}V{h}H0z");
            sheet.Add(new CoverShape(path, colour, Opacity: 0.09f));
        }
    }

    private static string Rings(float x, float y, float size) =>
        Outline.Join(Enumerable.Range(1, 9).Select(i => Outline.Circle(x, y, size * i / 10)));

    private static string Reeds(float w, float h, uint hash) => Outline.Join(Enumerable.Range(0, 26).Select(i =>
    {
        var (x, top) = (w * (i + 0.5f) / 26, h * (0.12f + (hash >> (i % 24) & 31) / 31f * 0.6f));
        return Outline.Of($"M{x} {h}C{x} {h * 0.7f} {x + w * 0.012f} {(h + top) / 2} {x + w * 0.02f} {top}");
    }));
}
