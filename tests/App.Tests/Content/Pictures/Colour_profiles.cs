using System.Buffers.Binary;
using System.Text;
using Guildhall.Content.Files.Cleaning;
using Guildhall.Kernel.Values;
using SkiaSharp;

namespace Guildhall.App.Tests.Content;

/// <summary>A screen's own profile goes with its screenshots and names the screen.</summary>
[Trait("Database", "none")]
public class Colour_profiles
{
    private static readonly byte[] Talking = With(
        Plain(), ("desc", [.. "desc\0\0\0\0\0\0\0\x0BNAMECANARY\0"u8, .. new byte[78]]), ("mmod", [.. "mmod\0\0\0\0SCREENCANARY"u8]));

    [Fact]
    public void Lose_their_words_and_keep_their_colours()
    {
        var clean = ColourProfile.Clean(Talking)!;

        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(clean));
        Assert.Equal(clean, ColourProfile.Clean(clean));
        using var before = SKColorSpace.CreateIcc(Talking);
        using var after = SKColorSpace.CreateIcc(clean);
        Assert.True(SKColorSpace.Equal(before, after));
        Assert.False(after.IsSrgb);
    }

    [Theory, InlineData("jpg"), InlineData("png"), InlineData("webp")]
    public void Are_cleaned_in_a_picture(string kind)
    {
        var picture = In(kind, Talking);
        Assert.Contains("CANARY", Encoding.Latin1.GetString(picture));

        var clean = CleanPicture.Run(picture, Pictures.Read(picture)!.Value).ToArray();

        var profile = kind == "png" ? TestPng.Unpack(TestPng.ChunksOf(clean).Single(c => c.Name == "iCCP").Data[3..]) : clean;
        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString([.. clean, .. profile]));
        Assert.Equal(clean, CleanPicture.Run(clean, Pictures.Read(clean)!.Value).ToArray());
        using var codec = SKCodec.Create(SKData.CreateCopy(clean));
        using var wanted = SKColorSpace.CreateIcc(Talking);
        Assert.True(SKColorSpace.Equal(wanted, codec.Info.ColorSpace));
    }

    [Fact]
    public void Are_left_out_when_they_make_no_sense()
    {
        foreach (var length in (int[])[0, 100, 131, 140, Talking.Length - 1])
            Assert.Null(ColourProfile.Clean(Talking.AsSpan(0, length)));
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            byte[] spoilt = [.. Talking];
            for (var change = random.Next(1, 6); change > 0; change--)
                spoilt[random.Next(spoilt.Length)] = (byte)random.Next(256);
            ColourProfile.Clean(spoilt);
        }
    }

    private static byte[] In(string kind, byte[] profile)
    {
        using var scene = TellingPicture.Scene(20, 10);
        switch (kind)
        {
            case "jpg":
                var jpeg = TellingPicture.Encode(scene, SKEncodedImageFormat.Jpeg);
                return [.. jpeg[..2], .. TellingPicture.Segment(0xE2, [.. "ICC_PROFILE\0\x01\x01"u8, .. profile]), .. jpeg[2..]];
            case "png":
                var png = TellingPicture.Encode(scene, SKEncodedImageFormat.Png);
                // Behind the header, which always is as long.
                return [.. png[..33], .. TestPng.Chunk("iCCP", [.. "NAMECANARY\0\0"u8, .. TestPng.Pack(profile)]), .. png[33..]];
            default:
                var webP = TellingPicture.Encode(scene, SKEncodedImageFormat.Webp);
                var header = TellingPicture.Chunk("VP8X", [0x20, 0, 0, 0, 19, 0, 0, 9, 0, 0]);
                byte[] chunks = [.. header, .. TellingPicture.Chunk("ICCP", profile), .. webP[12..]];
                return [.. "RIFF"u8, .. TellingPicture.Little(chunks.Length + 4), .. "WEBP"u8, .. chunks];
        }
    }

    /// <summary>Of a screen that shows more than sRGB.</summary>
    private static byte[] Plain()
    {
        using var wide = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var picture = new SKBitmap(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque, wide));
        var jpeg = TellingPicture.Encode(picture, SKEncodedImageFormat.Jpeg);
        var at = jpeg.AsSpan().IndexOf("ICC_PROFILE\0"u8);
        return jpeg[(at + 14)..(at - 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at - 2)))];
    }

    private static byte[] With(byte[] profile, params (string Name, byte[] Data)[] added)
    {
        var entries = Enumerable.Range(0, Int32(profile, 128)).Select(i => 132 + i * 12)
            .Select(at => (
                Name: Encoding.Latin1.GetString(profile, at, 4),
                Data: profile.AsSpan(Int32(profile, at + 4), Int32(profile, at + 8)).ToArray()))
            .Where(e => added.All(a => a.Name != e.Name)).Concat(added).ToList();
        var (table, data) = (new MemoryStream(), new MemoryStream());
        foreach (var (name, value) in entries)
        {
            var at = 132 + entries.Count * 12 + (int)data.Length;
            table.Write([.. Encoding.Latin1.GetBytes(name), .. TestPng.Big(at), .. TestPng.Big(value.Length)]);
            data.Write([.. value, .. new byte[-value.Length & 3]]);
        }
        byte[] all = [.. profile[..128], .. TestPng.Big(entries.Count), .. table.ToArray(), .. data.ToArray()];
        BinaryPrimitives.WriteInt32BigEndian(all, all.Length);
        return all;
    }

    private static int Int32(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
