using Guildhall.Kernel.Data;
using Guildhall.Reviews.Diffs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Reviews.Rounds;

/// <summary>One version of what is reviewed.</summary>
internal sealed class Round : ICommunityOwned
{
    private Round() { }

    public long ReviewId { get; private set; }

    /// <summary>From 1. The key: of two who post at once one has to look again.</summary>
    public int Number { get; private set; }

    public long CommunityId { get; private set; }

    /// <summary>A unified diff, as <see cref="DiffWriter"/> writes it.</summary>
    public string Diff { get; private set; } = "";

    public int Files { get; private set; }
    public int Added { get; private set; }
    public int Removed { get; private set; }

    /// <summary>The comment whose suggestion made it.</summary>
    public long? SuggestionId { get; private set; }

    public DateTime At { get; private set; }

    public static Round Of(Review review, int number, Diff diff, long? suggestionId, DateTime now) => new()
    {
        ReviewId = review.TopicId,
        Number = number,
        CommunityId = review.CommunityId,
        Diff = DiffWriter.Write(diff),
        Files = diff.Files.Count,
        Added = diff.Added,
        Removed = diff.Removed,
        SuggestionId = suggestionId,
        At = now,
    };
}

internal sealed class RoundMapping : IEntityTypeConfiguration<Round>
{
    public void Configure(EntityTypeBuilder<Round> builder)
    {
        builder.ToTable("review_rounds");
        builder.HasKey(r => new { r.ReviewId, r.Number });
        builder.HasOne<Review>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }
}
