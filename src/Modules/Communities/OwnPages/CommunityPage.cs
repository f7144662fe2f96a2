using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Communities.OwnPages;

/// <summary>A page of a community's own, as last written. There is a row only while there is a text.</summary>
internal sealed class CommunityPage : ICommunityOwned
{
    private CommunityPage() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public OwnPage Page { get; private set; }
    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    public long ChangedBy { get; private set; }
    public DateTime ChangedAt { get; private set; }

    public static CommunityPage Of(long communityId, OwnPage page) => new() { CommunityId = communityId, Page = page };

    public void Write(string markdown, string html, long by, DateTime now) =>
        (Markdown, Html, ChangedBy, ChangedAt) = (markdown, html, by, now);
}

internal sealed class CommunityPageMapping : IEntityTypeConfiguration<CommunityPage>
{
    public void Configure(EntityTypeBuilder<CommunityPage> builder)
    {
        builder.ToTable("community_pages");
        builder.HasIndex(p => new { p.CommunityId, p.Page }).IsUnique();
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.ChangedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
