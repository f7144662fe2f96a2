using System.ComponentModel.DataAnnotations;

namespace Guildhall.Content;

/// <summary>Section <c>Guildhall:Content</c>.</summary>
public sealed class ContentOptions
{
    /// <summary>Largest picture that an author may upload or import, in MB.</summary>
    [Range(1, 100)]
    public int PictureMegabytes { get; set; } = 10;

    /// <summary>Largest zip of Markdown that the browser may upload, in MB.</summary>
    [Range(1, 200)]
    public int ImportMegabytes { get; set; } = 200;

    /// <summary>Most that such a zip may hold once unpacked, in MB.</summary>
    [Range(1, 20_000)]
    public int UnpackedMegabytes { get; set; } = 1000;

    /// <summary>Most files in one import.</summary>
    [Range(1, 1_000_000)]
    public int ImportFiles { get; set; } = 20_000;

    /// <summary>Most pictures that one import fetches from other servers.</summary>
    [Range(1, 100_000)]
    public int FetchedPictures { get; set; } = 5_000;

    /// <summary>Most that the pictures of other servers may have together in one import, in MB.</summary>
    [Range(1, 100_000)]
    public int FetchedMegabytes { get; set; } = 2_000;

    public long FetchedBytes => FetchedMegabytes * 1024L * 1024;
    public long PictureBytes => PictureMegabytes * 1024L * 1024;
    public long ImportBytes => ImportMegabytes * 1024L * 1024;
    public long UnpackedBytes => UnpackedMegabytes * 1024L * 1024;
}
