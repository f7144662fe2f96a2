using Guildhall.Kernel.Data;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Moderation.Appeals;

/// <summary>The author asks for another look at a verdict, once. The verdict of the case's turn that follows decides it.</summary>
internal sealed class Appeal : ICommunityOwned
{
    public const int TextLength = 2000;

    private Appeal() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long CaseId { get; private set; }
    public long VerdictId { get; private set; }
    public string Text { get; private set; } = "";
    public DateTime At { get; private set; }

    public static Appeal Against(Verdict verdict, string text, DateTime now) => new()
    {
        CommunityId = verdict.CommunityId,
        CaseId = verdict.CaseId,
        VerdictId = verdict.Id,
        Text = text,
        At = now,
    };
}

internal sealed class AppealMapping : IEntityTypeConfiguration<Appeal>
{
    public void Configure(EntityTypeBuilder<Appeal> builder)
    {
        builder.ToTable("appeals");
        builder.Property(a => a.Text).HasMaxLength(Appeal.TextLength);
        builder.HasOne<Case>().WithMany().HasForeignKey(a => a.CaseId).OnDelete(DeleteBehavior.Cascade);
        // Once for each verdict.
        builder.HasOne<Verdict>().WithMany().HasForeignKey(a => a.VerdictId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => a.VerdictId).IsUnique();
        builder.HasIndex(a => a.CaseId);
    }
}
