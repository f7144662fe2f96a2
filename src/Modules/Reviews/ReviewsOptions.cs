using System.ComponentModel.DataAnnotations;

namespace Guildhall.Reviews;

/// <summary>Section <c>Guildhall:Reviews</c>.</summary>
public sealed class ReviewsOptions
{
    /// <summary>Kilobytes of a diff, of all uploaded files together, and of what is fetched.</summary>
    [Range(16, 16_384)]
    public int MaxDiffKilobytes { get; set; } = 2_048;

    [Range(1, 5_000)]
    public int MaxFiles { get; set; } = 500;

    /// <summary>Lines of a file that are shown at once; a longer one is shown by itself, so many lines a page.</summary>
    [Range(50, 20_000)]
    public int LinesOpen { get; set; } = 400;

    /// <summary>Lines that one page shows in all.</summary>
    [Range(100, 50_000)]
    public int LinesOfPage { get; set; } = 2_500;
}
