using System.Security.Cryptography;
using System.Text;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Discussions.Previews;

/// <summary>What is known of an address that stands alone in a line of some text.</summary>
internal sealed class LinkPreview : ICommunityOwned
{
    public const int MaxUrl = 2_048, MaxTitle = 200, MaxDescription = 300, MaxSite = 100, MaxFailure = 100;

    private LinkPreview() { }

    /// <summary>SHA-256 of the address, as small hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    public long CommunityId { get; private set; }
    public string Url { get; private set; } = "";

    /// <summary>
    /// The thing of this community to which it leads; of that nothing else is kept here: the gate is asked whenever it is shown.
    /// </summary>
    public string? ThingKind { get; private set; }

    public long? ThingId { get; private set; }
    public string Title { get; private set; } = "";
    public string Description { get; private set; } = "";
    public string Site { get; private set; } = "";

    /// <summary>Why there is nothing to show; empty where there is.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>UTC: when it was last asked for.</summary>
    public DateTime FetchedAt { get; private set; }

    /// <summary>UTC: when somebody last posted it.</summary>
    public DateTime PostedAt { get; private set; }

    public Thing? Thing => ThingKind is { } kind && ThingId is { } id ? new Thing(kind, id) : null;

    public bool IsShown => Failure.Length == 0;

    public static string HashOf(string url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));

    public static LinkPreview Of(long communityId, string url, DateTime now) =>
        new() { CommunityId = communityId, Hash = HashOf(url), Url = url, PostedAt = now };

    public void Posted(DateTime now) => PostedAt = now;

    public void Lead(Thing thing, DateTime now) => (ThingKind, ThingId, Failure, FetchedAt) = (thing.Kind, thing.Id, "", now);

    public void Show(PageFacts page, DateTime now)
    {
        (Title, Description, Site) = (page.Title, page.Description, page.Site);
        (Failure, FetchedAt) = ("", now);
    }

    /// <summary>What was known before is shown on.</summary>
    public void Fail(string failure, DateTime now)
    {
        FetchedAt = now;
        if (Title.Length == 0)
            Failure = failure;
    }
}

internal sealed class LinkPreviewMapping : IEntityTypeConfiguration<LinkPreview>
{
    public void Configure(EntityTypeBuilder<LinkPreview> builder)
    {
        builder.ToTable("link_previews");
        builder.HasKey(p => new { p.CommunityId, p.Hash });
        builder.Property(p => p.Hash).HasMaxLength(64);
        builder.Property(p => p.Url).HasMaxLength(LinkPreview.MaxUrl);
        builder.Property(p => p.ThingKind).HasMaxLength(Topic.MaxKind);
        builder.Property(p => p.Title).HasMaxLength(LinkPreview.MaxTitle);
        builder.Property(p => p.Description).HasMaxLength(LinkPreview.MaxDescription);
        builder.Property(p => p.Site).HasMaxLength(LinkPreview.MaxSite);
        builder.Property(p => p.Failure).HasMaxLength(LinkPreview.MaxFailure);
        builder.Ignore(p => p.Thing);
        builder.Ignore(p => p.IsShown);
        builder.HasIndex(p => new { p.CommunityId, p.FetchedAt });
    }
}
