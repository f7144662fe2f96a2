using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Moderation.Reports;

/// <summary>A member says that something is wrong with a thing.</summary>
internal sealed class Report : ICommunityOwned
{
    public const int NoteLength = 1000;

    private Report() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CaseId { get; private set; }
    public long ReporterId { get; private set; }
    public ReportReason Reason { get; private set; }
    public string Note { get; private set; } = "";
    public DateTime At { get; private set; }

    public static Report In(Case one, long reporterId, ReportReason reason, string note, DateTime now) => new()
    {
        CommunityId = one.CommunityId,
        CaseId = one.Id,
        ReporterId = reporterId,
        Reason = reason,
        Note = note,
        At = now,
    };
}

internal sealed class ReportMapping : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports");
        builder.Property(r => r.Note).HasMaxLength(Report.NoteLength);
        builder.HasOne<Case>().WithMany().HasForeignKey(r => r.CaseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.ReporterId).OnDelete(DeleteBehavior.Restrict);
        // One thing has one open case, so each member has one open report about it.
        builder.HasIndex(r => new { r.CaseId, r.ReporterId }).IsUnique();
        builder.HasIndex(r => new { r.ReporterId, r.At });
    }
}
