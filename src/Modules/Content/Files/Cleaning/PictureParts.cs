namespace Guildhall.Content.Files.Cleaning;

/// <summary>What is kept of a picture's file, in order, and what was learned from the rest.</summary>
internal sealed class PictureParts
{
    private readonly List<ReadOnlyMemory<byte>> _kept = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> Kept => _kept;

    /// <summary>Whether there is anything that a decoder could show.</summary>
    public bool HasImage { get; set; }

    public bool IsAnimated { get; set; }

    /// <summary>How the picture is to be turned, 1…8 as in <see cref="ExifOrientation"/>.</summary>
    public int Orientation { get; set; } = ExifOrientation.Upright;

    /// <summary>Whether every point is kept as it was (PNG, GIF, lossless WebP).</summary>
    public bool IsLossless { get; set; }

    /// <summary>Whether colours are kept at half the width or height, as JPEG mostly does.</summary>
    public bool IsSubsampled { get; set; }

    public void Keep(ReadOnlyMemory<byte> part) => _kept.Add(part);

    public void Insert(int index, ReadOnlyMemory<byte> part) => _kept.Insert(index, part);

    public byte[] ToArray()
    {
        var all = new byte[_kept.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in _kept)
        {
            part.CopyTo(all.AsMemory(at));
            at += part.Length;
        }
        return all;
    }
}
