using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Topics;

/// <summary>What the asking side chose so that posting twice is posting once. Its key lets one of two at once through.</summary>
internal sealed class PostingKey : ICommunityOwned
{
    public const int MaxKey = 100;

    private PostingKey() { }

    public long MemberId { get; private set; }
    public string Key { get; private set; } = "";
    public long CommunityId { get; private set; }

    /// <summary>SHA-256 of what was asked, as small hexadecimal digits.</summary>
    public string Asked { get; private set; } = "";

    /// <summary>The topic or reply that it made.</summary>
    public string PostKind { get; private set; } = "";

    public long PostId { get; private set; }
    public DateTime At { get; private set; }

    public static PostingKey Of(Wish wish, Post post, string kind, DateTime now) =>
        Of(wish, post.AuthorId, post.CommunityId, new Thing(kind, post.Id), now);

    public static PostingKey Of(Wish wish, long memberId, long communityId, Thing made, DateTime now) => new()
    {
        MemberId = memberId,
        Key = wish.Key,
        CommunityId = communityId,
        Asked = wish.Asked,
        PostKind = made.Kind,
        PostId = made.Id,
        At = now,
    };
}

internal sealed class PostingKeyMapping : IEntityTypeConfiguration<PostingKey>
{
    public void Configure(EntityTypeBuilder<PostingKey> builder)
    {
        builder.ToTable("posting_keys");
        builder.HasKey(k => new { k.MemberId, k.Key });
        builder.Property(k => k.Key).HasMaxLength(PostingKey.MaxKey);
        builder.Property(k => k.Asked).HasMaxLength(64);
        builder.Property(k => k.PostKind).HasMaxLength(Topic.MaxKind);
        builder.HasOne<Member>().WithMany().HasForeignKey(k => k.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(k => k.At);
    }
}
