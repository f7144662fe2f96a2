using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Guildhall.App.Tests.Content;

/// <summary>Small pictures that tell all that pictures can tell, each thing with a word that ends in CANARY.</summary>
internal static class TellingPicture
{
    /// <summary>The data of a small JPEG that stands in others as a preview or behind them.</summary>
    public static readonly byte[] Thumbnail = Encode(Scene(8, 8), SKEncodedImageFormat.Jpeg);

    public static readonly string[] Kinds = ["jpg", "png", "webp", "gif"];

    /// <summary>A JPEG that ends where its image would begin.</summary>
    public static byte[] WithoutScan => Of("jpg") is var jpeg ? jpeg[..(jpeg.AsSpan().IndexOf("LATECANARY"u8) + 10)] : [];

    public static byte[] Of(string kind) => kind switch
    {
        "jpg" => Jpeg(Encode(Scene(48, 32), SKEncodedImageFormat.Jpeg), 1),
        "png" => Png(Encode(Scene(48, 32), SKEncodedImageFormat.Png), 1),
        "webp" => WebP(Encode(Scene(48, 32), SKEncodedImageFormat.Webp), 1),
        _ => Gif(),
    };

    /// <summary>Red, green, blue and yellow quarters, from the upper left.</summary>
    public static SKBitmap Scene(int width, int height)
    {
        var scene = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                scene.SetPixel(x, y, (x < width / 2, y < height / 2) switch
                {
                    (true, true) => new SKColor(220, 30, 40),
                    (false, true) => new SKColor(30, 200, 60),
                    (true, false) => new SKColor(40, 50, 210),
                    _ => new SKColor(230, 220, 40),
                });
        return scene;
    }

    /// <summary>At the best quality; WebP without a loss.</summary>
    public static byte[] Encode(SKBitmap picture, SKEncodedImageFormat format)
    {
        using var pixels = picture.PeekPixels();
        using var data = format == SKEncodedImageFormat.Webp
            ? pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100))
            : pixels.Encode(format, 100);
        return data!.ToArray();
    }

    public static byte[] Jpeg(byte[] plain, int orientation)
    {
        var scan = plain.AsSpan().IndexOf((byte[])[0xFF, 0xDA]);
        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0\x01\x02\0\0\x01\0\x01\x02\x01"u8, .. "CANARY"u8]),
            .. Segment(0xE0, [.. "JFXX\0\x10"u8, .. Thumbnail]),
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. TestExif.Of(orientation, Thumbnail)]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMPCANARY</x:xmpmeta>"u8]),
            .. Segment(0xE2, [.. "MPF\0MM\0*MPFCANARY"u8]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 4, 4, 0, 0, 0, 0, 0, 15, 0x1C, 2, 90, 0, 10, .. "IPTCCANARY"u8]),
            .. Segment(0xE7, [.. "SEVENCANARY"u8]),
            0xFF, .. Segment(0xFE, [.. "COMMENTCANARY"u8]),
            .. plain[2..scan],
            .. Segment(0xFE, [.. "LATECANARY"u8]),
            .. plain[scan..],
            .. Thumbnail,
            .. "TRAILCANARY"u8,
        ];
    }

    public static byte[] Png(byte[] plain, int orientation)
    {
        var data = plain.AsSpan().IndexOf("IDAT"u8) - 4;
        return
        [
            .. plain[..data],
            .. TestPng.Chunk("tEXt", [.. "Author\0TEXTCANARY"u8]),
            .. TestPng.Chunk("zTXt", [.. "Comment\0\0"u8, .. TestPng.Pack([.. "PACKEDCANARY"u8])]),
            .. TestPng.Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0XMPCANARY"u8]),
            .. TestPng.Chunk("tIME", [7, 0xEA, 5, 6, 7, 8, 9]),
            .. TestPng.Chunk("eXIf", TestExif.Of(orientation, Thumbnail)),
            .. TestPng.Chunk("prVt", [.. "PRIVATECANARY"u8]),
            .. plain[data..],
            .. "TRAILCANARY"u8,
        ];
    }

    public static byte[] WebP(byte[] plain, int orientation)
    {
        using var codec = SKCodec.Create(SKData.CreateCopy(plain));
        byte[] chunks =
        [
            // Announces Exif and XMP.
            .. Chunk("VP8X", [0x0C, 0, 0, 0, (byte)(codec.Info.Width - 1), 0, 0, (byte)(codec.Info.Height - 1), 0, 0]),
            .. plain[12..],
            .. Chunk("EXIF", TestExif.Of(orientation, Thumbnail)),
            .. Chunk("XMP ", [.. "XMPCANARY"u8]),
            .. Chunk("PRIV", [.. "PRIVATECANARY"u8]),
        ];
        return [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks, .. "TRAILCANARY"u8];
    }

    /// <summary>Two pictures of one point, shown for ever in turn.</summary>
    private static byte[] Gif() =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255,
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        0x21, 0xFE, 13, .. "COMMENTCANARY"u8, 0,
        0x21, 0xFF, 11, .. "XMP DataXMP"u8, 9, .. "XMPCANARY"u8, 0,
        0x21, 0xF9, 4, 4, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
        0x21, 0x01, 12, .. new byte[12], 10, .. "TEXTCANARY"u8, 0,
        0x21, 0xF9, 4, 4, 20, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0,
        0x3B, .. "TRAILCANARY"u8,
    ];

    public static byte[] Segment(byte marker, byte[] payload) =>
        [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    public static byte[] Chunk(string name, byte[] data) =>
        [.. Encoding.ASCII.GetBytes(name), .. Little(data.Length), .. data, .. new byte[data.Length & 1]];

    public static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
