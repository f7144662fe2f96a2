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

    public long PictureBytes => PictureMegabytes * 1024L * 1024;
    public long ImportBytes => ImportMegabytes * 1024L * 1024;
    public long UnpackedBytes => UnpackedMegabytes * 1024L * 1024;
}
