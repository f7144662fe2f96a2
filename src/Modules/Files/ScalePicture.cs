using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Values;
using SkiaSharp;

namespace Guildhall.Files;

/// <summary>A picture in one of its widths, as WebP.</summary>
internal sealed record ScaledPicture(int Width, byte[] Bytes);

/// <summary>
/// Decodes a picture, turns it upright, and writes it anew in several widths: what is not seen of it is not written. The only place of
/// this module that names the library behind it (docs/decisions/0011). Its traps: <c>GetScaledDimensions</c> rounds down as readily as
/// up, and only a JPEG becomes smaller while it is decoded.
/// </summary>
internal static class ScalePicture
{
    private const int Quality = 82, MostAsIs = 1600, MostSquare = 512;
    private static readonly int[] WidthsAsIs = [320, 640, 960], WidthsSquare = [64, 128, 256];
    private static readonly SKColorSpace Srgb = SKColorSpace.CreateSrgb();

    /// <returns>From the narrowest to the widest; <c>null</c> where it cannot be decoded.</returns>
    public static IReadOnlyList<ScaledPicture>? Run(byte[] file, PictureShape shape)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        // The decoder's own word: a container may name a smaller size than its picture has.
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > Pictures.MaxPixels)
            return null;
        using var upright = Upright(codec, shape);
        if (upright is null)
            return null;
        var part = PartOf(upright, shape);
        var most = shape == PictureShape.Square ? MostSquare : MostAsIs;
        var scale = Math.Min(1f, most / Math.Max(part.Width, part.Height));
        var widest = Math.Max(1, (int)Math.Round(part.Width * scale));
        var widths = (shape == PictureShape.Square ? WidthsSquare : WidthsAsIs).Where(w => w < widest).Append(widest);
        return [.. widths.Select(width => Draw(upright, part, width))];
    }

    private static SKImage? Upright(SKCodec codec, PictureShape shape)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var needed = shape == PictureShape.Square ? MostSquare / (float)Math.Min(width, height) : MostAsIs / (float)Math.Max(width, height);
        // Half as large again as is needed, since the decoder comes only near to what it is asked for.
        var size = codec.GetScaledDimensions(Math.Min(1f, needed * 1.5f));
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, Srgb);
        using var decoded = new SKBitmap();
        if (!decoded.TryAllocPixels(info)
            || codec.GetPixels(info, decoded.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            return null;
        using var held = SKImage.FromBitmap(decoded);
        var onSide = (int)codec.EncodedOrigin >= 5;
        using var surface = SKSurface.Create(onSide ? info.WithSize(size.Height, size.Width) : info);
        if (surface is null)
            return null;
        surface.Canvas.SetMatrix(Turning(codec.EncodedOrigin, size.Width, size.Height));
        surface.Canvas.DrawImage(held, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return surface.Snapshot();
    }

    /// <summary>Where the points of a picture go that was held like this (Exif 2.32, 4.6.4, Orientation).</summary>
    private static SKMatrix Turning(SKEncodedOrigin origin, float width, float height) => (int)origin switch
    {
        2 => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        3 => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        4 => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        5 => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        6 => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        7 => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        8 => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static SKRect PartOf(SKImage picture, PictureShape shape)
    {
        if (shape == PictureShape.AsIs)
            return new SKRect(0, 0, picture.Width, picture.Height);
        var side = Math.Min(picture.Width, picture.Height);
        return SKRect.Create((picture.Width - side) / 2, (picture.Height - side) / 2, side, side);
    }

    private static ScaledPicture Draw(SKImage picture, SKRect part, int width)
    {
        var height = Math.Max(1, (int)Math.Round(width * part.Height / part.Width));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, Srgb));
        surface.Canvas.DrawImage(
            picture, part, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Webp, Quality);
        return new ScaledPicture(width, encoded.ToArray());
    }
}
