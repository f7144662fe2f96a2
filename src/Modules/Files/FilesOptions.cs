using System.ComponentModel.DataAnnotations;

namespace Guildhall.Files;

/// <summary>Section <c>Guildhall:Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>No form takes more than this, in MB: the limits of its page are written into the program.</summary>
    public const int MostMegabytes = 1024;

    /// <summary>Largest file that may be uploaded, in MB.</summary>
    [Range(1, MostMegabytes)]
    public int Megabytes { get; set; } = 200;

    /// <summary>Largest face, cover or logo, in MB.</summary>
    [Range(1, 50)]
    public int PictureMegabytes { get; set; } = 10;

    /// <summary>All files of one community together, in MB.</summary>
    [Range(1, 100_000_000)]
    public int CommunityMegabytes { get; set; } = 10_240;

    /// <summary>How long a link opens a file without asking its owner, in minutes.</summary>
    [Range(1, 60)]
    public int LinkMinutes { get; set; } = 10;

    public long Bytes => Megabytes * 1024L * 1024;
    public long PictureBytes => PictureMegabytes * 1024L * 1024;
    public long CommunityBytes => CommunityMegabytes * 1024L * 1024;
}
