using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Reactions;

/// <summary>One member, one thing, one name.</summary>
internal sealed class Reaction : ICommunityOwned
{
    public const int MaxName = 20;

    private Reaction() { }

    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Of <see cref="ReactionNames"/>.</summary>
    public string Name { get; private set; } = "";

    public long CommunityId { get; private set; }
    public DateTime At { get; private set; }

    public static Reaction Of(long communityId, Thing thing, long memberId, string name, DateTime now) => new()
    {
        CommunityId = communityId,
        ThingKind = thing.Kind,
        ThingId = thing.Id,
        MemberId = memberId,
        Name = name,
        At = now,
    };
}

/// <summary>How many members react to a thing by a name, kept beside the reactions so that a page counts nothing.</summary>
internal sealed class ReactionCount : ICommunityOwned
{
    private ReactionCount() { }

    public string ThingKind { get; private set; } = "";
    public long ThingId { get; private set; }
    public string Name { get; private set; } = "";
    public long CommunityId { get; private set; }

    /// <summary>0 where all were taken back.</summary>
    public int Members { get; private set; }

    public static ReactionCount Of(long communityId, Thing thing, string name) =>
        new() { CommunityId = communityId, ThingKind = thing.Kind, ThingId = thing.Id, Name = name };

    public void Add(int by) => Members += by;
}

/// <summary>The names, which stand in addresses, with what is shown for them.</summary>
internal static class ReactionNames
{
    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<(string Name, string Emoji)> All =
        [("thumbs-up", "👍"), ("heart", "❤️"), ("laugh", "😄"), ("party", "🎉"), ("thinking", "🤔"), ("eyes", "👀")];

    public static bool Knows(string name) => All.Any(r => r.Name == name);

    public static string Emoji(string name) => All.First(r => r.Name == name).Emoji;

    /// <summary>Where a press of its button is posted to.</summary>
    public static string Path(string community, Thing thing, string name) => $"/c/{community}/reactions/{thing.Kind}/{thing.Id}/{name}";

    /// <returns>A text key.</returns>
    public static string Text(string name) => name switch
    {
        "thumbs-up" => "Thumbs up",
        "heart" => "Heart",
        "laugh" => "Laugh",
        "party" => "Party",
        "thinking" => "Thinking",
        _ => "Eyes",
    };
}

internal sealed class ReactionMapping : IEntityTypeConfiguration<Reaction>
{
    public void Configure(EntityTypeBuilder<Reaction> builder)
    {
        builder.ToTable("reactions");
        builder.HasKey(r => new { r.ThingKind, r.ThingId, r.MemberId, r.Name });
        builder.Property(r => r.ThingKind).HasMaxLength(Topic.MaxKind);
        builder.Property(r => r.Name).HasMaxLength(Reaction.MaxName);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.MemberId);
    }
}

internal sealed class ReactionCountMapping : IEntityTypeConfiguration<ReactionCount>
{
    public void Configure(EntityTypeBuilder<ReactionCount> builder)
    {
        builder.ToTable("reaction_counts");
        builder.HasKey(c => new { c.ThingKind, c.ThingId, c.Name });
        builder.Property(c => c.ThingKind).HasMaxLength(Topic.MaxKind);
        builder.Property(c => c.Name).HasMaxLength(Reaction.MaxName);
    }
}
