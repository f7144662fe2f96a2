using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Reviews.Requests;

/// <summary>Whom a review is asked of.</summary>
public enum AskedOf { Person, Role, Everybody }

/// <summary>The author asks somebody to look, maybe until a time that both see.</summary>
internal sealed class ReviewRequest : ICommunityOwned
{
    public const int MaxRole = 40;

    private ReviewRequest() { }

    public long Id { get; private set; }
    public long ReviewId { get; private set; }
    public long CommunityId { get; private set; }
    public long AskedBy { get; private set; }
    public AskedOf Of { get; private set; }
    public long? MemberId { get; private set; }

    /// <summary>Slug of a role.</summary>
    public string? Role { get; private set; }

    /// <summary>When it is due, as the asker's clock shows it; <c>null</c> for no time.</summary>
    public DateTime? DueLocal { get; private set; }

    /// <summary>IANA name of that clock's zone.</summary>
    public string? DueZone { get; private set; }

    /// <summary>UTC: that instant.</summary>
    public DateTime? DueAt { get; private set; }

    public DateTime At { get; private set; }

    /// <summary>When those who are asked were reminded, and the author was told that nobody came.</summary>
    public DateTime? RemindedAt { get; private set; }

    public DateTime? OverToldAt { get; private set; }

    /// <summary>What makes two requests the same: nobody is asked twice for one review.</summary>
    public string Key { get; private set; } = "";

    public static ReviewRequest For(Review review, long by, AskedOf of, long? memberId, string? role, DueTime? due, DateTime now) => new()
    {
        ReviewId = review.TopicId,
        CommunityId = review.CommunityId,
        AskedBy = by,
        Of = of,
        MemberId = memberId,
        Role = role,
        DueLocal = due?.Local,
        DueZone = due?.Zone,
        DueAt = due?.At,
        At = now,
        Key = of switch { AskedOf.Person => $"member:{memberId}", AskedOf.Role => $"role:{role}", _ => "everybody" },
    };

    public void Remind(DateTime now) => RemindedAt = now;

    public void TellOver(DateTime now) => OverToldAt = now;
}

/// <param name="Local">As the clock of the zone shows it.</param>
/// <param name="At">UTC.</param>
internal sealed record DueTime(DateTime Local, string Zone, DateTime At);

internal sealed class ReviewRequestMapping : IEntityTypeConfiguration<ReviewRequest>
{
    public void Configure(EntityTypeBuilder<ReviewRequest> builder)
    {
        builder.ToTable("review_requests");
        builder.Property(r => r.Role).HasMaxLength(ReviewRequest.MaxRole);
        builder.Property(r => r.DueZone).HasMaxLength(64);
        builder.Property(r => r.Key).HasMaxLength(60);
        builder.HasOne<Review>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.AskedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.ReviewId, r.Key }).IsUnique();
    }
}
