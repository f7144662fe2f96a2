using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Courses;

/// <summary>What a lesson is made of. Each may have a text beside it.</summary>
public enum LessonKind
{
    /// <summary>A text to read.</summary>
    Text,

    /// <summary>A film: a file, or one that another site plays.</summary>
    Video,

    /// <summary>Sound, likewise.</summary>
    Audio,

    /// <summary>A file to download.</summary>
    File,

    /// <summary>Questions to answer.</summary>
    Quiz,
}

/// <summary>One lesson of a course. A deleted one stays as a row without content, so that what people did of it is still true.</summary>
internal sealed class Lesson : ICommunityOwned
{
    public const string OwnKind = "lesson";
    public const int DefaultMark = 70, MaxAttemptsOffered = 100, MaxLessons = 300, MaxMinutes = 1440;

    private Lesson() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }
    public long SectionId { get; private set; }

    /// <summary>Within its section, from 1.</summary>
    public int Position { get; private set; }

    public LessonKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Markdown { get; private set; } = "";

    /// <summary>Rendered and sanitised when it was saved.</summary>
    public string Html { get; private set; } = "";

    /// <summary>How long it takes: as its author says, else by the words of its text; 1 or more.</summary>
    public int Minutes { get; private set; }

    /// <summary>Whether its author said so.</summary>
    public bool MinutesSaid { get; private set; }

    /// <summary>Address of a player of another site that <see cref="Players"/> knows; <c>null</c> without one.</summary>
    public string? EmbedUrl { get; private set; }

    /// <summary>A file of <see cref="IFiles"/>: no foreign key crosses modules.</summary>
    public long? FileId { get; private set; }

    public string FileCode { get; private set; } = "";
    public string FileName { get; private set; } = "";
    public string MediaType { get; private set; } = "";
    public long FileSize { get; private set; }
    public string Sha256 { get; private set; } = "";

    public CourseState State { get; private set; }

    /// <summary>Whether everyone may take it, visitors too.</summary>
    public bool IsPreview { get; private set; }

    /// <summary>Whether the course is not complete without it.</summary>
    public bool IsRequired { get; private set; } = true;

    /// <summary>Of a quiz: 0 to 100 percent.</summary>
    public int PassingMark { get; private set; } = DefaultMark;

    /// <summary>Of a quiz; <c>null</c> for any number.</summary>
    public int? MaxAttempts { get; private set; }

    /// <summary>Of a quiz: whether it is done by passing only.</summary>
    public bool MustPass { get; private set; }

    public int Edition { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>UTC: when it could be taken first.</summary>
    public DateTime? PublishedAt { get; private set; }

    public DateTime? DeletedAt { get; private set; }
    public string? Key { get; private set; }

    public Thing Thing => new(OwnKind, Id);

    /// <summary>Whether it counts.</summary>
    public bool IsShown => State == CourseState.Published && DeletedAt is null;

    public KeptFile? File => FileId is { } id ? new KeptFile(id, FileCode, FileName, MediaType, FileSize, Sha256) : null;

    public static Lesson In(Section section, LessonKind kind, int position, string? key, DateTime now) => new()
    {
        CommunityId = section.CommunityId,
        CourseId = section.CourseId,
        SectionId = section.Id,
        Kind = kind,
        Position = position,
        Key = key,
        CreatedAt = now,
        ChangedAt = now,
    };

    public void Say(LessonText text, DateTime now)
    {
        (Title, Markdown, Html, EmbedUrl) = (text.Title, text.Markdown, text.Rendered.FullHtml, text.EmbedUrl);
        (Minutes, MinutesSaid) = (text.Minutes ?? Math.Max(1, (int)Math.Ceiling(text.Rendered.WordCount / 300d)), text.Minutes is not null);
        (IsPreview, IsRequired) = (text.IsPreview, text.IsRequired);
        (PassingMark, MaxAttempts, MustPass) = (text.PassingMark, text.MaxAttempts, text.MustPass);
        (ChangedAt, Edition) = (now, Edition + 1);
    }

    /// <param name="file"><c>null</c> takes it away.</param>
    public void Hold(KeptFile? file)
    {
        FileId = file?.Id;
        (FileCode, FileName, MediaType) = (file?.Code ?? "", file?.Name ?? "", file?.MediaType ?? "");
        (FileSize, Sha256) = (file?.Size ?? 0, file?.Sha256 ?? "");
    }

    public void MoveTo(long sectionId, int position) => (SectionId, Position) = (sectionId, position);

    public void Publish(DateTime now)
    {
        State = CourseState.Published;
        PublishedAt ??= now;
    }

    public void Archive() => State = CourseState.Archived;

    /// <summary>Its words go, its row stays.</summary>
    public void Delete(DateTime now)
    {
        (DeletedAt, State, Markdown, Html, EmbedUrl) = (now, CourseState.Archived, "", "", null);
        Hold(null);
    }
}

internal sealed class LessonMapping : IEntityTypeConfiguration<Lesson>
{
    public void Configure(EntityTypeBuilder<Lesson> builder)
    {
        builder.ToTable("lessons");
        builder.Property(l => l.Title).HasMaxLength(LessonText.MaxTitle);
        builder.Property(l => l.EmbedUrl).HasMaxLength(300);
        builder.Property(l => l.FileCode).HasMaxLength(26);
        builder.Property(l => l.FileName).HasMaxLength(255);
        builder.Property(l => l.MediaType).HasMaxLength(100);
        builder.Property(l => l.Sha256).HasMaxLength(64);
        builder.Property(l => l.Key).HasMaxLength(Course.MaxKey);
        builder.Property(l => l.Edition).IsConcurrencyToken();
        builder.Ignore(l => l.Thing);
        builder.Ignore(l => l.IsShown);
        builder.Ignore(l => l.File);
        builder.HasOne<Course>().WithMany().HasForeignKey(l => l.CourseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(l => new { l.CommunityId, l.CourseId, l.SectionId, l.Position });
        builder.HasIndex(l => new { l.CourseId, l.Key }).IsUnique();
    }
}
