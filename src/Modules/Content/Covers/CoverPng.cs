using SkiaSharp;

namespace Guildhall.Content.Covers;

/// <summary>
/// Paints a sheet as PNG. The library sees no fonts of the system, so one font is laid beside the program when it is built
/// (docs/decisions/0024); letters that it lacks, such as emoji, are left out instead of shown as boxes.
/// </summary>
internal static class CoverPng
{
    private static readonly string[] Fonts = ["NotoSerifSC-SemiBold.ttf", "NotoSansSC-Regular.ttf"];

    private static readonly Lazy<SKTypeface?> Typeface = new(() => Fonts
        .Select(name => Path.Combine(AppContext.BaseDirectory, "fonts", name)).Where(File.Exists).Select(path => SKTypeface.FromFile(path))
        .FirstOrDefault(font => font is not null));

    /// <summary>Whether there is a font to write with.</summary>
    public static bool IsAble => Typeface.Value is not null;

    public static byte[] Paint(CoverSheet sheet)
    {
        using var surface = SKSurface.Create(new SKImageInfo(sheet.Width, sheet.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        foreach (var part in sheet.Parts)
        {
            if (part is CoverShape shape)
                Paint(surface.Canvas, shape);
            else if (part is CoverWords words)
                Paint(surface.Canvas, words);
        }
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static void Paint(SKCanvas canvas, CoverShape shape)
    {
        using var path = SKPath.ParseSvgPathData(shape.Path);
        if (shape.Fill is { } fill)
        {
            using var paint = Of(fill, shape.Opacity);
            canvas.DrawPath(path, paint);
        }
        if (shape.Stroke is { } stroke)
        {
            using var paint = Of(stroke, shape.Opacity);
            (paint.Style, paint.StrokeWidth) = (SKPaintStyle.Stroke, shape.Width);
            canvas.DrawPath(path, paint);
        }
    }

    private static void Paint(SKCanvas canvas, CoverWords words)
    {
        if (Typeface.Value is not { } typeface)
            return;
        using var font = new SKFont(typeface, words.Size) { Subpixel = true };
        using var paint = Of(words.Fill, words.Opacity);
        var align = words.Anchor switch { Anchor.Start => SKTextAlign.Left, Anchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        canvas.DrawText(Known(words.Text, font), words.X, words.Y, align, font, paint);
    }

    private static string Known(string text, SKFont font) =>
        string.Concat(text.EnumerateRunes().Where(r => font.GetGlyph(r.Value) != 0).Select(r => r.ToString()));

    private static SKPaint Of(string colour, float opacity) => new()
    {
        IsAntialias = true,
        Color = SKColor.Parse(colour).WithAlpha((byte)Math.Round(opacity * 255)),
    };
}
