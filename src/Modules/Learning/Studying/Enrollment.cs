using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Studying;

/// <summary>How somebody came to take a course.</summary>
public enum EnrolledBy
{
    /// <summary>By themselves: it is free, or their tier opens it.</summary>
    Self,

    /// <summary>By buying it, or by claiming what was bought for them.</summary>
    Bought,

    /// <summary>By an operator's hand.</summary>
    Given,
}

/// <summary>
/// A member takes a course. It says since when, which decides when lessons open, and how far they are; whether they may is the gate's
/// answer, asked anew each time.
/// </summary>
internal sealed class Enrollment : ICommunityOwned
{
    public const string OwnKind = "enrollment";
    public const int MaxReason = 200;

    private Enrollment() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }
    public long MemberId { get; private set; }
    public EnrolledBy How { get; private set; }

    /// <summary>Why somebody was enrolled by hand; empty otherwise.</summary>
    public string Reason { get; private set; } = "";

    public long? GivenBy { get; private set; }

    /// <summary>The paid line that it rests on. An order of Payments: no foreign key crosses modules.</summary>
    public long? LineId { get; private set; }

    /// <summary>UTC: the first time; whoever comes back goes on where they were.</summary>
    public DateTime EnrolledAt { get; private set; }

    /// <summary>UTC: when all was done that the course asked for then.</summary>
    public DateTime? CompletedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }
    public long? EndedBy { get; private set; }
    public string EndReason { get; private set; } = "";

    /// <summary>The lesson they were in last.</summary>
    public long? LastLessonId { get; private set; }

    /// <summary>UTC: when they were there.</summary>
    public DateTime? LastAt { get; private set; }

    public Thing Document => new(OwnKind, Id);

    public bool IsActive => EndedAt is null;

    public static Enrollment Of(Course course, long memberId, DateTime now) => new()
    {
        CommunityId = course.CommunityId,
        CourseId = course.Id,
        MemberId = memberId,
        EnrolledAt = now,
    };

    /// <summary>From now on it rests on this, whatever it rested on before.</summary>
    public void RestOn(EnrolledBy how, string reason, long? givenBy, long? lineId)
    {
        (How, Reason, GivenBy, LineId) = (how, reason, givenBy, lineId);
        (EndedAt, EndedBy, EndReason) = (null, null, "");
    }

    public void End(long? by, string reason, DateTime now) => (EndedAt, EndedBy, EndReason) = (now, by, reason);

    public void Visit(long lessonId, DateTime now) => (LastLessonId, LastAt) = (lessonId, now);

    public void Complete(DateTime now) => CompletedAt ??= now;
}

internal sealed class EnrollmentMapping : IEntityTypeConfiguration<Enrollment>
{
    public void Configure(EntityTypeBuilder<Enrollment> builder)
    {
        builder.ToTable("enrollments");
        builder.Property(e => e.Reason).HasMaxLength(Enrollment.MaxReason);
        builder.Property(e => e.EndReason).HasMaxLength(Enrollment.MaxReason);
        builder.Ignore(e => e.Document);
        builder.Ignore(e => e.IsActive);
        builder.HasOne<Course>().WithMany().HasForeignKey(e => e.CourseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.GivenBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(e => e.EndedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.CourseId, e.MemberId }).IsUnique();
        builder.HasIndex(e => new { e.MemberId, e.LastAt });
        builder.HasIndex(e => new { e.CommunityId, e.CourseId, e.Id });
    }
}
