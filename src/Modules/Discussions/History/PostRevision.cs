using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.History;

/// <summary>Words that a later edit replaced. Never changed.</summary>
internal sealed class PostRevision : ICommunityOwned
{
    private PostRevision() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public string PostKind { get; private set; } = "";
    public long PostId { get; private set; }

    /// <summary>The post's edition that this was, from 1.</summary>
    public int Edition { get; private set; }

    /// <summary>Empty for a reply.</summary>
    public string Title { get; private set; } = "";

    public string Markdown { get; private set; } = "";

    /// <summary>When these words were saved.</summary>
    public DateTime WrittenAt { get; private set; }

    public DateTime ReplacedAt { get; private set; }
    public long ReplacedBy { get; private set; }

    public static PostRevision Of(Thing thing, Post post, string title, long replacedBy, DateTime now) => new()
    {
        CommunityId = post.CommunityId,
        PostKind = thing.Kind,
        PostId = thing.Id,
        Edition = post.Edition,
        Title = title,
        Markdown = post.Markdown,
        WrittenAt = post.WrittenAt,
        ReplacedAt = now,
        ReplacedBy = replacedBy,
    };
}

internal sealed class PostRevisionMapping : IEntityTypeConfiguration<PostRevision>
{
    public void Configure(EntityTypeBuilder<PostRevision> builder)
    {
        builder.ToTable("post_revisions");
        builder.Property(r => r.PostKind).HasMaxLength(Topic.MaxKind);
        builder.Property(r => r.Title).HasMaxLength(Topic.MaxTitle);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.ReplacedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.PostKind, r.PostId, r.Edition }).IsUnique();
    }
}
