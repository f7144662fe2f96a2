using System.Runtime.InteropServices;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Values;
using SkiaSharp;

namespace Guildhall.App.Tests.Content;

/// <summary>A camera that was held askew writes rows and columns as its sensor has them, and how to turn them.</summary>
[Trait("Database", "none")]
public class Turning_pictures
{
    private const int Width = 48, Height = 32;

    // Which side of what is seen the first row and the first column of the file are (Exif 2.32, 4.6.4 A, tag 274).
    private static readonly (string Row, string Column)[] Sides =
    [
        ("top", "left"), ("top", "right"), ("bottom", "right"), ("bottom", "left"),
        ("left", "top"), ("right", "top"), ("right", "bottom"), ("left", "bottom"),
    ];

    public static MatrixTheoryData<int, string> All => new([1, 2, 3, 4, 5, 6, 7, 8], ["jpg", "png", "webp"]);

    [Theory, MemberData(nameof(All))]
    public void Makes_them_stand_as_they_were_seen(int orientation, string kind)
    {
        using var seen = TellingPicture.Scene(Width, Height);
        using var stored = Held(seen, orientation);
        var picture = kind switch
        {
            "jpg" => TellingPicture.Jpeg(TellingPicture.Encode(stored, SKEncodedImageFormat.Jpeg), orientation),
            "png" => TellingPicture.Png(TellingPicture.Encode(stored, SKEncodedImageFormat.Png), orientation),
            _ => TellingPicture.WebP(TellingPicture.Encode(stored, SKEncodedImageFormat.Webp), orientation),
        };

        var clean = CleanPicture.Run(picture, Pictures.Read(picture)!.Value);

        Assert.True(clean.HasImage);
        var bytes = clean.ToArray();
        Cleaning_pictures.ShouldTellNothing(bytes);
        Assert.Equal((Width, Height), Pictures.Sniff(bytes) is { } facts ? (facts.Width, facts.Height) : default);
        using var codec = SKCodec.Create(SKData.CreateCopy(bytes));
        Assert.Equal(SKEncodedOrigin.TopLeft, codec.EncodedOrigin);
        ShouldLookAlike(seen, bytes, kind == "jpg" ? 12 : 0);
    }

    [Fact]
    public void Keeps_a_wide_range_of_colours()
    {
        using var wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var seen = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque, wide));
        MemoryMarshal.Cast<byte, uint>(seen.GetPixelSpan()).Fill(0xFF_3C_50_C8);
        var plain = TellingPicture.Encode(seen, SKEncodedImageFormat.Jpeg);
        var shown = Shown(plain);
        Assert.True(shown.Red > 205, $"{shown}: what is more red than sRGB's 200 was to be tried.");

        foreach (var orientation in (int[])[1, 6])
        {
            var picture = TellingPicture.Jpeg(plain, orientation);
            var turned = Shown(Clean(picture));

            Assert.InRange(Difference(shown, turned), 0, 3);
        }
    }

    [Fact]
    public void Keeps_grey_grey_and_clear_clear()
    {
        using var grey = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Gray8, SKAlphaType.Opaque));
        grey.GetPixelSpan().Fill(90);
        var jpeg = TellingPicture.Jpeg(TellingPicture.Encode(grey, SKEncodedImageFormat.Jpeg), 6);
        using var clear = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        clear.Erase(new SKColor(10, 200, 30, 77));
        var png = TellingPicture.Png(TellingPicture.Encode(clear, SKEncodedImageFormat.Png), 8);

        using var greyCodec = SKCodec.Create(SKData.CreateCopy(Clean(jpeg)));
        using var clearTurned = SKBitmap.Decode(Clean(png), clear.Info.WithSize(Height, Width));

        Assert.Equal(SKColorType.Gray8, greyCodec.Info.ColorType);
        Assert.Equal(new SKColor(10, 200, 30, 77), clearTurned.GetPixel(3, 3));
    }

    [Fact]
    public void Leaves_turning_to_the_browser_where_it_cannot()
    {
        var picture = TellingPicture.Jpeg(TellingPicture.Encode(TellingPicture.Scene(Width, Height), SKEncodedImageFormat.Jpeg), 6);
        var tooLarge = Pictures.Read(picture)!.Value with { Width = 10_000, Height = 10_000 };

        var clean = CleanPicture.Run(picture, tooLarge);

        var bytes = clean.ToArray();
        Assert.DoesNotContain("CANARY", System.Text.Encoding.Latin1.GetString(bytes));
        using var codec = SKCodec.Create(SKData.CreateCopy(bytes));
        Assert.Equal(SKEncodedOrigin.RightTop, codec.EncodedOrigin);
    }

    private static byte[] Clean(byte[] picture) => CleanPicture.Run(picture, Pictures.Read(picture)!.Value).ToArray();

    /// <summary>What the file holds when the camera was held so.</summary>
    private static SKBitmap Held(SKBitmap seen, int orientation)
    {
        var (row, column) = Sides[orientation - 1];
        var isTurned = orientation > 4;
        var stored = new SKBitmap(isTurned ? seen.Info.WithSize(seen.Height, seen.Width) : seen.Info);
        for (var y = 0; y < stored.Height; y++)
            for (var x = 0; x < stored.Width; x++)
            {
                var (down, across) = isTurned ? (From(column, x), From(row, y)) : (From(row, y), From(column, x));
                stored.SetPixel(x, y, seen.GetPixel(across, down));
            }
        return stored;

        int From(string side, int steps) => side switch
        {
            "bottom" => seen.Height - 1 - steps,
            "right" => seen.Width - 1 - steps,
            _ => steps,
        };
    }

    private static void ShouldLookAlike(SKBitmap seen, byte[] picture, int tolerance)
    {
        using var shown = SKBitmap.Decode(picture, seen.Info);
        // A JPEG blurs the edges between the quarters.
        var margin = tolerance == 0 ? 0 : 4;
        for (var y = 0; y < seen.Height; y++)
            for (var x = 0; x < seen.Width; x++)
            {
                if (Math.Abs(x - seen.Width / 2) < margin || Math.Abs(y - seen.Height / 2) < margin)
                    continue;
                var (wanted, got) = (seen.GetPixel(x, y), shown.GetPixel(x, y));
                Assert.True(Difference(wanted, got) <= tolerance, $"At {x}, {y} is {got}, wanted {wanted}");
            }
    }

    private static int Difference(SKColor a, SKColor b) =>
        Math.Max(Math.Abs(a.Red - b.Red), Math.Max(Math.Abs(a.Green - b.Green), Math.Abs(a.Blue - b.Blue)));

    /// <summary>The colour in the middle, as a plain screen shows it.</summary>
    private static SKColor Shown(byte[] picture)
    {
        using var codec = SKCodec.Create(SKData.CreateCopy(picture));
        using var plain = SKColorSpace.CreateSrgb();
        using var srgb = new SKBitmap(codec.Info.WithColorType(SKColorType.Rgba8888).WithColorSpace(plain));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(srgb.Info, srgb.GetPixels()));
        return srgb.GetPixel(codec.Info.Width / 2, codec.Info.Height / 2);
    }
}
