using Guildhall.Kernel.Data;
using Guildhall.Learning.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Learning.Selling;

/// <summary>
/// What a course costs by itself in one currency from an instant on, until a later row of it in that currency. Never changed: orders
/// point at it.
/// </summary>
internal sealed class CourseOffer : ICommunityOwned
{
    private CourseOffer() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CourseId { get; private set; }

    /// <summary>Minor units, at least 1; <c>null</c> ends the sale in that currency.</summary>
    public long? Amount { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public DateTime From { get; private set; }
    public long SetBy { get; private set; }

    public static CourseOffer Set(Course course, long? amount, string currency, long by, DateTime now) => new()
    {
        CommunityId = course.CommunityId,
        CourseId = course.Id,
        Amount = amount is null or > 0 ? amount : throw new ArgumentOutOfRangeException(nameof(amount), amount, "A price is positive."),
        Currency = currency,
        From = now,
        SetBy = by,
    };
}

internal sealed class CourseOfferMapping : IEntityTypeConfiguration<CourseOffer>
{
    public void Configure(EntityTypeBuilder<CourseOffer> builder)
    {
        builder.ToTable("course_offers", table => table.HasCheckConstraint("ck_course_offers_amount", "amount IS NULL OR amount > 0"));
        builder.Property(o => o.Currency).HasMaxLength(3);
        builder.HasIndex(o => new { o.CommunityId, o.CourseId, o.Id });
        builder.HasOne<Course>().WithMany().HasForeignKey(o => o.CourseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(o => o.SetBy).OnDelete(DeleteBehavior.Restrict);
    }
}
