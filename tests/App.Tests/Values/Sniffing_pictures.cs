using Guildhall.Kernel.Values;

namespace Guildhall.App.Tests.Values;

[Trait("Database", "none")]
public class Sniffing_pictures
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1A\n\0\0\0\rIHDR"u8, 0, 0, 1, 0x40, 0, 0, 0, 0xF0, 8, 6, 0, 0, 0, 1, 2, 3, 4];
    private static readonly byte[] Gif = [.. "GIF89a"u8, 0x40, 1, 0xF0, 0, 0, 0, 0];
    private static readonly byte[] Lossy = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x40, 1, 0xF0, 0];
    private static readonly byte[] Lossless = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8L"u8, 0, 0, 0, 0, 0x2F, 0x3F, 0xC1, 0x3B, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Extended = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x3F, 1, 0, 0xEF, 0, 0];
    private static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xFF, 0xC4, 0, 3, 0, 0xFF, 0xC2, 0, 11, 8, 0, 0xF0, 1, 0x40, 3, 0, 0];

    public static TheoryData<byte[], PictureKind> Pictures320x240 => new()
    {
        { Png, PictureKind.Png }, { Gif, PictureKind.Gif }, { Lossy, PictureKind.WebP }, { Lossless, PictureKind.WebP },
            { Extended, PictureKind.WebP }, { Jpeg, PictureKind.Jpeg },
    };

    [Theory, MemberData(nameof(Pictures320x240))]
    public void Tells_kind_and_size(byte[] bytes, PictureKind kind) =>
        Assert.Equal(new PictureFacts(kind, 320, 240), Pictures.Sniff(bytes));

    [Theory, MemberData(nameof(Pictures320x240))]
    public void Never_throws_on_a_piece_of_one(byte[] bytes, PictureKind kind)
    {
        for (var length = 0; length < bytes.Length; length++)
            Assert.True(Pictures.Sniff(bytes.AsSpan(0, length)) is null or { Width: 320, Height: 240 }, $"{kind} at {length}");
    }

    [Fact]
    public void Never_throws_on_noise()
    {
        var random = new Random(3);
        var bytes = new byte[64];
        byte[][] heads = [Png, Gif, Lossy, Lossless, Extended, Jpeg];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(bytes);
            var head = heads[i % heads.Length];
            head.AsSpan(0, random.Next(2, head.Length)).CopyTo(bytes);

            Assert.True(Pictures.Sniff(bytes) is null or { Width: > 0 and <= Pictures.MaxSide, Height: > 0 and <= Pictures.MaxSide });
        }
    }

    [Fact]
    public void Refuses_what_is_not_one()
    {
        Assert.Null(Pictures.Sniff([]));
        Assert.Null(Pictures.Sniff("<svg xmlns='http://www.w3.org/2000/svg'/>"u8));
        Assert.Null(Pictures.Sniff("<html>"u8));
        Assert.Null(Pictures.Sniff("BM123456789012345678901234567890"u8));
        Assert.Null(Pictures.Sniff([0xFF, 0xD8, 0xFF, 0xDA, 0, 4, 1, 1]));
    }

    [Fact]
    public void Refuses_an_absurd_size()
    {
        byte[] huge = [.. Png];
        huge[16] = 0x7F;
        byte[] nothing = [.. Png];
        nothing[18] = nothing[19] = 0;

        Assert.Null(Pictures.Sniff(huge));
        Assert.True(Pictures.Read(huge)!.Value.IsTooLarge);
        Assert.Null(Pictures.Sniff(nothing));
        Assert.Null(Pictures.Read(nothing));
    }

    [Theory, InlineData(
        10_000, 5_000, true), InlineData(10_000, 5_001, false), InlineData(30_000, 1_666, true), InlineData(30_001, 1, false)]
    public void Refuses_more_points_than_may_be_decoded(int width, int height, bool isAccepted)
    {
        var picture = new PictureFacts(PictureKind.Png, width, height);

        Assert.Equal(!isAccepted, picture.IsTooLarge);
    }

    [Fact]
    public void Names_the_type_to_serve()
    {
        Assert.Equal(("image/jpeg", ".jpg"), (new PictureFacts(PictureKind.Jpeg, 1, 1).MediaType, new PictureFacts(PictureKind.Jpeg, 1, 1).Extension));
        Assert.Equal(("image/webp", ".webp"), (new PictureFacts(PictureKind.WebP, 1, 1).MediaType, new PictureFacts(PictureKind.WebP, 1, 1).Extension));
    }
}
