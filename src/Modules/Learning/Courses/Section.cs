using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Courses;

/// <summary>When the lessons of a section open to somebody who takes the course.</summary>
public enum DripKind
{
    /// <summary>When they enrol.</summary>
    AtOnce,

    /// <summary>So many days after the section before that opens by days, the first after they enrolled.</summary>
    Days,

    /// <summary>At an instant that the author planned, for everybody.</summary>
    Date,
}

/// <summary>A part of a course, with a title and lessons.</summary>
internal sealed class Section : ICommunityOwned
{
    public const int MaxTitle = 120, MaxSections = 50, MaxDays = 730;

    private Section() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }
    public string Title { get; private set; } = "";

    /// <summary>From 1; falling places are mended whenever the course is arranged.</summary>
    public int Position { get; private set; }

    public DripKind Drip { get; private set; }

    /// <summary>Only with <see cref="DripKind.Days"/>; 1 or more.</summary>
    public int? DripDays { get; private set; }

    /// <summary>Only with <see cref="DripKind.Date"/>: as the clock of <see cref="DripZone"/> shows it.</summary>
    public DateTime? DripLocal { get; private set; }

    /// <summary>IANA name.</summary>
    public string? DripZone { get; private set; }

    /// <summary>UTC: that instant.</summary>
    public DateTime? DripAt { get; private set; }

    public static Section In(Course course, string title, DripPlan plan, int position)
    {
        var section = new Section { CommunityId = course.CommunityId, CourseId = course.Id, Position = position };
        section.Say(title, plan);
        return section;
    }

    public void Say(string title, DripPlan plan)
    {
        Title = title;
        (Drip, DripDays, DripLocal, DripZone, DripAt) = (plan.Kind, plan.Days, plan.Local, plan.Zone, plan.At);
    }

    public void MoveTo(int position) => Position = position;
}

/// <summary>How a section opens, checked.</summary>
/// <param name="Local">As the clock of the zone shows it.</param>
/// <param name="At">UTC.</param>
internal sealed record DripPlan(DripKind Kind, int? Days, DateTime? Local, string? Zone, DateTime? At)
{
    public static readonly DripPlan AtOnce = new(DripKind.AtOnce, null, null, null, null);
}

internal sealed class SectionMapping : IEntityTypeConfiguration<Section>
{
    public void Configure(EntityTypeBuilder<Section> builder)
    {
        builder.ToTable("course_sections");
        builder.Property(s => s.Title).HasMaxLength(Section.MaxTitle);
        builder.Property(s => s.DripZone).HasMaxLength(64);
        builder.HasOne<Course>().WithMany().HasForeignKey(s => s.CourseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.CommunityId, s.CourseId, s.Position });
    }
}
