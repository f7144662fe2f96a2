using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Accounts.TakingDown;

/// <summary>
/// A part of a profile that moderators took down, kept as it was until they take that back. Who decided, and why, stands in the verdict.
/// </summary>
internal sealed class TakenDownPart
{
    /// <summary>Of the thing that owns the picture meanwhile.</summary>
    public const string Kind = "taken-down";

    private TakenDownPart() { }

    public long Id { get; private set; }
    public long MemberId { get; private set; }
    public ProfilePart Part { get; private set; }

    /// <summary>The case in which it was decided, and the community whose it is.</summary>
    public long CaseId { get; private set; }

    public long DecidedIn { get; private set; }
    public DateTime TakenDownAt { get; private set; }

    /// <summary>UTC, exclusive: until then the member sets no other; <c>null</c> where they may at once.</summary>
    public DateTime? ClosedUntil { get; private set; }

    public DateTime? PutBackAt { get; private set; }

    /// <summary>The address of a picture, the Markdown of a bio, links line by line.</summary>
    public string Content { get; private set; } = "";

    /// <summary>Of a bio: rendered and sanitised.</summary>
    public string Html { get; private set; } = "";

    public Thing Thing => new(Kind, Id);

    public bool IsPicture => Part is ProfilePart.Face or ProfilePart.Cover;

    public static TakenDownPart Of(long memberId, ProfilePart part, string content, string html, PartsToTakeDown wanted,
        DateTime now) => new()
    {
        MemberId = memberId,
        Part = part,
        CaseId = wanted.CaseId,
        DecidedIn = wanted.CommunityId,
        TakenDownAt = now,
        ClosedUntil = wanted.ClosedUntil,
        Content = content,
        Html = html,
    };

    public void PutBack(DateTime now) => PutBackAt = now;
}

internal sealed class TakenDownPartMapping : IEntityTypeConfiguration<TakenDownPart>
{
    public void Configure(EntityTypeBuilder<TakenDownPart> builder)
    {
        builder.ToTable("taken_down_parts");
        builder.Property(p => p.Content).HasMaxLength(Profiles.MemberProfile.MaxBio);
        builder.Property(p => p.Html).HasMaxLength(Profiles.MemberProfile.MaxBioHtml);
        builder.Ignore(p => p.Thing);
        builder.Ignore(p => p.IsPicture);
        builder.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.MemberId, p.CaseId });
    }
}
