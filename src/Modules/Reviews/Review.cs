using Guildhall.Kernel.Contracts.Reviews;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Reviews;

/// <summary>What is looked at line by line in a topic of the kind "review". Title, text and conversation are the topic's.</summary>
internal sealed class Review : ICommunityOwned
{
    public const int MaxSource = 500;

    private Review() { }

    /// <summary>A topic of Discussions: no foreign key crosses modules.</summary>
    public long TopicId { get; private set; }

    public long CommunityId { get; private set; }
    public long SpaceId { get; private set; }
    public long AuthorId { get; private set; }

    /// <summary>Number of the newest round; 0 while the first one is fetched.</summary>
    public int Rounds { get; private set; }

    /// <summary>Address of the merge request whose diff is fetched; <c>null</c> for one that was posted.</summary>
    public string? Source { get; private set; }

    /// <summary>Why the last fetch failed; empty while it waits and after it succeeded.</summary>
    public string FetchError { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public ReviewPlace Place => new(TopicId, SpaceId);

    public static Review Of(long communityId, long topicId, long spaceId, long authorId, string? source, DateTime now) => new()
    {
        TopicId = topicId,
        CommunityId = communityId,
        SpaceId = spaceId,
        AuthorId = authorId,
        Source = source,
        CreatedAt = now,
    };

    /// <returns>The number of the round that begins.</returns>
    public int Next()
    {
        FetchError = "";
        return ++Rounds;
    }

    public void FetchFailed(string error) => FetchError = error;
}

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("reviews");
        builder.HasKey(r => r.TopicId);
        builder.Property(r => r.TopicId).ValueGeneratedNever();
        builder.Property(r => r.Source).HasMaxLength(Review.MaxSource);
        builder.Property(r => r.FetchError).HasMaxLength(60);
        builder.Ignore(r => r.Place);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}
