using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Resources.Library;

/// <summary>Who may download a resource.</summary>
internal enum ResourceAccess
{
    /// <summary>Whoever reads its space.</summary>
    Space,

    /// <summary>A tier of its own.</summary>
    Tier,
}

/// <summary>
/// A file for others to download, with what is said of it. Title, description and facts are open to everyone, as an article's title is;
/// the file itself is behind the gate. Its files are those of its versions.
/// </summary>
internal sealed class Resource : ICommunityOwned
{
    public const string Kind = "resource";

    private Resource() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long SpaceId { get; private set; }
    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>The beginning of the description as plain text, for lists.</summary>
    public string Excerpt { get; private set; } = "";

    /// <summary>An identifier of the SPDX list, "own" for terms of its own, empty where nothing is said.</summary>
    public string Licence { get; private set; } = "";

    /// <summary>With "own" the terms.</summary>
    public string LicenceText { get; private set; } = "";

    public ResourceAccess Access { get; private set; }

    /// <summary>Only with <see cref="ResourceAccess.Tier"/>. A tier of Memberships: no foreign key crosses modules.</summary>
    public long? TierId { get; private set; }

    /// <summary>Number of the version that is downloaded, from 1.</summary>
    public int Version { get; private set; }

    /// <summary>What search looks at, in small letters.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Each reader counts once a day.</summary>
    public long Downloads { get; private set; }

    /// <summary>Counts saves, so that two who edit at once do not overwrite each other.</summary>
    public int Edition { get; private set; }

    public long AuthorId { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>UTC; <c>null</c> while it is shown.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public static Resource In(long communityId, long spaceId, long authorId, DateTime now) => new()
    {
        CommunityId = communityId,
        SpaceId = spaceId,
        AuthorId = authorId,
        CreatedAt = now,
        ChangedAt = now,
    };

    public void Describe(ResourceText text, DateTime now)
    {
        (Title, Markdown, Html, Excerpt) = (text.Title, text.Markdown, text.Rendered.FullHtml, text.Rendered.FullExcerpt);
        (Licence, LicenceText, Access, TierId) = (text.Licence, text.LicenceText, text.Access, text.TierId);
        Words = $"{text.Title} {text.Rendered.PlainFull}".ToLowerInvariant();
        (ChangedAt, Edition) = (now, Edition + 1);
    }

    /// <summary>The next version, which is downloaded from now on.</summary>
    public int NextVersion(DateTime now)
    {
        ChangedAt = now;
        return ++Version;
    }

    public void Withdraw(DateTime now) => WithdrawnAt ??= now;

    public void ShowAgain() => WithdrawnAt = null;
}

internal sealed class ResourceMapping : IEntityTypeConfiguration<Resource>
{
    public void Configure(EntityTypeBuilder<Resource> builder)
    {
        builder.ToTable("resources");
        builder.Property(r => r.Title).HasMaxLength(ResourceText.MaxTitle);
        builder.Property(r => r.Excerpt).HasMaxLength(400);
        builder.Property(r => r.Licence).HasMaxLength(40);
        builder.Property(r => r.LicenceText).HasMaxLength(ResourceText.MaxLicence);
        builder.Property(r => r.Edition).IsConcurrencyToken();
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CommunityId, r.SpaceId, r.Id });
    }
}
