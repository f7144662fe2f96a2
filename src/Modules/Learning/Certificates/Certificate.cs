using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Guildhall.Learning.Studying;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Certificates;

/// <summary>
/// Says that a member has completed a course, in the words of that day: neither a new name nor further lessons change it. Whoever has its
/// code can check it.
/// </summary>
internal sealed class Certificate : ICommunityOwned
{
    public const int CodeLength = 16;

    /// <summary>Without those that are read as another.</summary>
    public const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private Certificate() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }
    public long EnrollmentId { get; private set; }
    public long MemberId { get; private set; }

    /// <summary>Random; stands in its address.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The member's, as it was.</summary>
    public string Name { get; private set; } = "";

    public string CourseTitle { get; private set; } = "";

    /// <summary>Who issued it: the community's name, as it was.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>How many lessons the course asked for then.</summary>
    public int Lessons { get; private set; }

    public DateTime IssuedAt { get; private set; }

    /// <summary>UTC; <c>null</c> while it holds.</summary>
    public DateTime? RevokedAt { get; private set; }

    /// <summary>A text key.</summary>
    public string RevokeReason { get; private set; } = "";

    public bool Holds => RevokedAt is null;

    public static Certificate For(
        Enrollment enrollment, string code, string name, string course, string issuer, int lessons, DateTime now) => new()
    {
        CommunityId = enrollment.CommunityId,
        CourseId = enrollment.CourseId,
        EnrollmentId = enrollment.Id,
        MemberId = enrollment.MemberId,
        Code = code,
        Name = name,
        CourseTitle = course,
        Issuer = issuer,
        Lessons = lessons,
        IssuedAt = now,
    };

    public void Revoke(string reason, DateTime now) => (RevokedAt, RevokeReason) = (now, reason);

    /// <summary>Whoever earned it, lost it by a refund and takes the course again has earned it all the same.</summary>
    public void HoldAgain() => (RevokedAt, RevokeReason) = (null, "");
}

internal sealed class CertificateMapping : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("certificates");
        builder.Property(c => c.Code).HasMaxLength(Certificate.CodeLength);
        builder.Property(c => c.Name).HasMaxLength(60);
        builder.Property(c => c.CourseTitle).HasMaxLength(CourseText.MaxTitle);
        builder.Property(c => c.Issuer).HasMaxLength(120);
        builder.Property(c => c.RevokeReason).HasMaxLength(200);
        builder.Ignore(c => c.Holds);
        builder.HasOne<Enrollment>().WithMany().HasForeignKey(c => c.EnrollmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasIndex(c => c.EnrollmentId).IsUnique();
    }
}
