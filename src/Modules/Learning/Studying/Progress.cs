using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Studying;

/// <summary>How far a member is in a lesson. Its key counts each of them once.</summary>
internal sealed class Progress : ICommunityOwned
{
    private Progress() { }

    public long LessonId { get; private set; }
    public long MemberId { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }
    public DateTime OpenedAt { get; private set; }

    /// <summary>Of a film or of sound: the furthest second that was played, on whatever device.</summary>
    public int FurthestSecond { get; private set; }

    /// <summary>UTC; <c>null</c> while it is not done.</summary>
    public DateTime? DoneAt { get; private set; }

    public static Progress In(Lesson lesson, long memberId, DateTime now) => new()
    {
        LessonId = lesson.Id,
        MemberId = memberId,
        CommunityId = lesson.CommunityId,
        CourseId = lesson.CourseId,
        OpenedAt = now,
    };

    public void PlayedTo(int second) => FurthestSecond = Math.Max(FurthestSecond, second);

    public void Done(DateTime now) => DoneAt ??= now;

    public void Undo() => DoneAt = null;
}

/// <summary>A section has opened to somebody later than they enrolled, and they were told: once, however often its plan changes.</summary>
internal sealed class Opening
{
    private Opening() { }

    public long EnrollmentId { get; private set; }
    public long SectionId { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; private set; }

    public static Opening Of(long enrollmentId, long sectionId, DateTime at) =>
        new() { EnrollmentId = enrollmentId, SectionId = sectionId, At = at };
}

internal sealed class ProgressMapping : IEntityTypeConfiguration<Progress>
{
    public void Configure(EntityTypeBuilder<Progress> builder)
    {
        builder.ToTable("lesson_progress");
        builder.HasKey(p => new { p.LessonId, p.MemberId });
        builder.HasOne<Lesson>().WithMany().HasForeignKey(p => p.LessonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.CourseId, p.MemberId });
    }
}

internal sealed class OpeningMapping : IEntityTypeConfiguration<Opening>
{
    public void Configure(EntityTypeBuilder<Opening> builder)
    {
        builder.ToTable("section_openings");
        builder.HasKey(o => new { o.EnrollmentId, o.SectionId });
        builder.HasOne<Enrollment>().WithMany().HasForeignKey(o => o.EnrollmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Section>().WithMany().HasForeignKey(o => o.SectionId).OnDelete(DeleteBehavior.Cascade);
    }
}
