using System.Text;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Values;
using SkiaSharp;

namespace Guildhall.App.Tests.Content;

[Trait("Database", "none")]
public class Cleaning_pictures
{
    public static TheoryData<string> Kinds => [.. TellingPicture.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public void Takes_out_all_that_is_not_seen_and_nothing_that_is(string kind)
    {
        var picture = TellingPicture.Of(kind);
        Assert.Contains("CANARY", Encoding.Latin1.GetString(picture));

        var clean = Clean(picture);

        ShouldTellNothing(clean);
        Assert.Equal(Frames(picture), Frames(clean));
        Assert.Equal(clean, Clean(clean));
    }

    [Fact]
    public void Leaves_of_a_JPEG_only_what_is_named()
    {
        var clean = Clean(TellingPicture.Of("jpg"));

        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0\x01\x02\0\0\x01\0\x01\0\0"u8], clean[..20]);
        Assert.Equal([0xFF, 0xD9], clean[^2..]);
        Assert.DoesNotContain(MarkersOf(clean), m => m is (>= 0xE1 and <= 0xEF) or 0xFE);
    }

    [Fact]
    public void Leaves_of_a_PNG_only_what_is_named()
    {
        var names = TestPng.ChunksOf(Clean(TellingPicture.Of("png"))).Select(c => c.Name).Distinct();

        Assert.Equal(["IDAT", "IEND", "IHDR"], names.Except(["sBIT"]).Order());
    }

    [Fact]
    public void Leaves_a_clean_picture_as_it_is()
    {
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp])
        {
            var plain = TellingPicture.Encode(TellingPicture.Scene(20, 10), format);

            Assert.Equal(plain, Clean(plain));
        }
        Assert.Equal(Folder.Png, Clean(Folder.Png));
    }

    [Fact]
    public void Repeats_an_animation_as_often_as_before() =>
        Assert.Contains("NETSCAPE2.0\u0003\u0001\0\0\0", Encoding.Latin1.GetString(Clean(TellingPicture.Of("gif"))));

    [Fact]
    public void Finds_the_size_of_a_JPEG_behind_long_data()
    {
        var plain = TellingPicture.Encode(TellingPicture.Scene(20, 10), SKEncodedImageFormat.Jpeg);
        var segment = TellingPicture.Segment(0xE1, [.. "http://ns.adobe.com/xmp/extension/\0"u8, .. new byte[60_000]]);
        byte[] depth = [.. segment, .. segment, .. segment];

        Assert.Equal(plain, Clean([.. plain[..2], .. depth, .. plain[2..]]));
    }

    [Fact]
    public void Keeps_what_there_is_of_a_picture_that_is_cut_off()
    {
        foreach (var kind in TellingPicture.Kinds)
        {
            var picture = TellingPicture.Of(kind);
            for (var length = 0; length < picture.Length; length++)
            {
                if (Pictures.Read(picture.AsSpan(0, length)) is not { } facts)
                    continue;
                var clean = CleanPicture.Run(picture[..length], facts);

                ShouldTellNothing(clean.ToArray());
            }
        }
    }

    [Fact]
    public void Never_throws_on_damage()
    {
        var random = new Random(7);
        var pictures = TellingPicture.Kinds.Select(TellingPicture.Of).ToList();
        for (var i = 0; i < 4000; i++)
        {
            byte[] picture = [.. pictures[i % 4]];
            for (var change = random.Next(1, 9); change > 0; change--)
            {
                var end = random.Next(2) == 0 ? Math.Min(400, picture.Length) : picture.Length;
                picture[random.Next(end)] = (byte)(random.Next(2) == 0 ? 0xFF : random.Next(256));
            }

            if (Pictures.Read(picture) is { } facts)
                CleanPicture.Run(picture, facts).ToArray();
        }
    }

    [Fact]
    public void Says_when_nothing_can_be_shown()
    {
        var clean = CleanPicture.Run(TellingPicture.WithoutScan, Pictures.Read(TellingPicture.WithoutScan)!.Value);

        Assert.False(clean.HasImage);
        ShouldTellNothing(clean.ToArray());
    }

    internal static void ShouldTellNothing(byte[] clean)
    {
        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(clean));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(clean));
        Assert.Equal(-1, clean.AsSpan().IndexOf(TestExif.Place));
        Assert.Equal(-1, clean.AsSpan(1).IndexOf(TellingPicture.Thumbnail.AsSpan(0, 100)));
    }

    private static byte[] Clean(byte[] picture)
    {
        var clean = CleanPicture.Run(picture, Pictures.Read(picture)!.Value);
        Assert.True(clean.HasImage);
        return clean.ToArray();
    }

    /// <summary>The points of each picture in the file, as a decoder sees them.</summary>
    private static List<string> Frames(byte[] picture)
    {
        using var codec = SKCodec.Create(SKData.CreateCopy(picture));
        var frames = new List<string>();
        for (var i = 0; i < Math.Max(1, codec.FrameCount); i++)
        {
            using var frame = new SKBitmap(codec.Info);
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(codec.Info, frame.GetPixels(), new SKCodecOptions(i)));
            frames.Add(Convert.ToHexString(frame.GetPixelSpan()));
        }
        return frames;
    }

    private static List<byte> MarkersOf(byte[] jpeg)
    {
        var markers = new List<byte>();
        for (var at = 2; jpeg[at + 1] != 0xDA; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3])
            markers.Add(jpeg[at + 1]);
        return markers;
    }
}
