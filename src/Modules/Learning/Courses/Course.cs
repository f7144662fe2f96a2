using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Courses;

/// <summary>Who may take a course, beside those who bought it or to whom it was given.</summary>
public enum CourseAccess
{
    /// <summary>Whoever reads its space.</summary>
    Space,

    /// <summary>Everyone who has signed in.</summary>
    Open,

    /// <summary>A tier of its own, or a higher one.</summary>
    Tier,

    /// <summary>Nobody else: it is sold by itself.</summary>
    Bought,
}

/// <summary>Where a course or a lesson is on its way.</summary>
public enum CourseState
{
    /// <summary>Seen by those who write courses.</summary>
    Draft,

    /// <summary>There for everyone as far as it says.</summary>
    Published,

    /// <summary>A course takes nobody in any more; a lesson counts no longer.</summary>
    Archived,
}

/// <summary>
/// A course: sections with lessons in an order. Title, promise and contents are open to everyone once it is public; its lessons are behind
/// the gate.
/// </summary>
internal sealed class Course : ICommunityOwned
{
    public const string OwnKind = "course";
    public const int MaxKey = 100;

    private Course() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>A space of Communities: no foreign key crosses modules.</summary>
    public long SpaceId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>A sentence or two of plain text.</summary>
    public string Summary { get; private set; } = "";

    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>What one can do afterwards, a line each.</summary>
    public string Outcomes { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    /// <summary>Address of the picture that its author chose; <c>null</c> without one.</summary>
    public string? Cover { get; private set; }

    public CourseAccess Access { get; private set; }

    /// <summary>Only with <see cref="CourseAccess.Tier"/>. A tier of Memberships: no foreign key crosses modules.</summary>
    public long? TierId { get; private set; }

    public CourseState State { get; private set; }

    /// <summary>Whether whoever completes it gets a certificate.</summary>
    public bool HasCertificate { get; private set; }

    /// <summary>Counts saves, so that two who edit at once do not overwrite each other.</summary>
    public int Edition { get; private set; }

    /// <summary>Counts how often its contents were arranged, for the same.</summary>
    public int Arrangement { get; private set; }

    public long AuthorId { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>UTC: when it became public first.</summary>
    public DateTime? PublishedAt { get; private set; }

    /// <summary>What the asking side chose so that making it twice is making it once.</summary>
    public string? Key { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    public CourseTerms Terms => new(Id, SpaceId, Access, TierId);

    public bool IsPublic => State != CourseState.Draft;

    public IReadOnlyList<string> Promises => Outcomes.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Course In(long communityId, long spaceId, long authorId, string? key, DateTime now) => new()
    {
        CommunityId = communityId,
        SpaceId = spaceId,
        AuthorId = authorId,
        Key = key,
        CreatedAt = now,
        ChangedAt = now,
    };

    public void Describe(CourseText text, DateTime now)
    {
        (Title, Summary, Outcomes, Language) = (text.Title, text.Summary, text.Outcomes, text.Language);
        (Markdown, Html) = (text.Markdown, text.Rendered.FullHtml);
        (Access, TierId, HasCertificate) = (text.Access, text.TierId, text.HasCertificate);
        (ChangedAt, Edition) = (now, Edition + 1);
    }

    /// <param name="path">As a kept file gives it; <c>null</c> takes the picture away.</param>
    public void CoverWith(string? path) => Cover = path;

    public void Publish(DateTime now)
    {
        State = CourseState.Published;
        PublishedAt ??= now;
    }

    public void Archive() => State = CourseState.Archived;

    public void Arrange(DateTime now) => (Arrangement, ChangedAt) = (Arrangement + 1, now);
}

internal sealed class CourseMapping : IEntityTypeConfiguration<Course>
{
    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.ToTable("courses");
        builder.Property(c => c.Title).HasMaxLength(CourseText.MaxTitle);
        builder.Property(c => c.Summary).HasMaxLength(CourseText.MaxSummary);
        builder.Property(c => c.Outcomes).HasMaxLength(CourseText.MaxOutcomes * (CourseText.MaxOutcome + 1));
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.Property(c => c.Cover).HasMaxLength(200);
        builder.Property(c => c.Key).HasMaxLength(Course.MaxKey);
        builder.Property(c => c.Edition).IsConcurrencyToken();
        builder.Ignore(c => c.Thing);
        builder.Ignore(c => c.Terms);
        builder.Ignore(c => c.IsPublic);
        builder.Ignore(c => c.Promises);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CommunityId, c.SpaceId, c.Id });
        // The same key again is the same course, from two devices at once too.
        builder.HasIndex(c => new { c.AuthorId, c.Key }).IsUnique();
    }
}
