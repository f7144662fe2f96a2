using System.ComponentModel.DataAnnotations;

namespace Guildhall.Moderation;

/// <summary>Limits of reporting. The section is <c>Guildhall:Moderation</c>.</summary>
internal sealed class ModerationOptions
{
    /// <summary>Reports of one member within 24 hours.</summary>
    [Range(1, 10_000)]
    public int ReportsPerDay { get; set; } = 20;
}
