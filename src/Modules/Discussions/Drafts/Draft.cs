using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Drafts;

/// <summary>What a member has begun to write in one place, so that another device goes on with it.</summary>
internal sealed class Draft : ICommunityOwned
{
    public const int MaxPlace = 80;

    private Draft() { }

    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Such as "topic-12" or "new-general"; small letters, digits and hyphens.</summary>
    public string Place { get; private set; } = "";

    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";
    public DateTime At { get; private set; }

    public static Draft In(long communityId, string place, long memberId) =>
        new() { CommunityId = communityId, Place = place, MemberId = memberId };

    public void Keep(string title, string markdown, DateTime now) => (Title, Markdown, At) = (title, markdown, now);
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("drafts");
        builder.HasKey(d => new { d.MemberId, d.CommunityId, d.Place });
        builder.Property(d => d.Place).HasMaxLength(Draft.MaxPlace);
        builder.Property(d => d.Title).HasMaxLength(Topic.MaxTitle);
        builder.HasOne<Member>().WithMany().HasForeignKey(d => d.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
