using System.ComponentModel.DataAnnotations;

namespace Guildhall.Discussions;

/// <summary>What one member may do in a day. The section is <c>Guildhall:Discussions</c>.</summary>
internal sealed class DiscussionsOptions
{
    /// <summary>Votes within 24 hours.</summary>
    [Range(1, 10_000)]
    public int VotesPerDay { get; set; } = 40;

    /// <summary>Of these, for answers of one person.</summary>
    [Range(1, 10_000)]
    public int VotesForOnePerDay { get; set; } = 5;
}
