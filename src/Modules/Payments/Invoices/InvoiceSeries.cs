using System.Globalization;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>
/// How far a series of numbers has come. The row is taken in the transaction that writes the document and stays taken until that ends:
/// whoever comes second waits, and a document that is rolled back gives its number back.
/// </summary>
internal sealed class InvoiceSeries : ICommunityOwned
{
    public const int MaxSeries = 30;

    private InvoiceSeries() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>What stands before the number: "INV-2026-".</summary>
    public string Series { get; private set; } = "";

    public long Last { get; private set; }

    /// <summary>The series of a document: prefix and year; documents of test payments have their own, so that they make no gap.</summary>
    public static string Name(string prefix, DateTime local, bool test) =>
        (test ? "TEST-" : "") + prefix + local.Year.ToString(CultureInfo.InvariantCulture) + "-";

    /// <summary>The next number of a series, from 1. Inside the transaction that writes the document.</summary>
    public static async Task<long> DrawAsync(AppDb db, long communityId, string series, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A number belongs to the transaction that uses it: open one first.");
        // One statement makes the row or takes it, and tells the number: whoever comes second waits in it.
        return (await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO invoice_series (community_id, series, last) VALUES ({communityId}, {series}, 1)
            ON CONFLICT (community_id, series) DO UPDATE SET last = invoice_series.last + 1
            RETURNING last AS "Value"
            """).ToListAsync(cancel)).Single();
    }
}

internal sealed class InvoiceSeriesMapping : IEntityTypeConfiguration<InvoiceSeries>
{
    public void Configure(EntityTypeBuilder<InvoiceSeries> builder)
    {
        builder.ToTable("invoice_series");
        builder.Property(s => s.Series).HasMaxLength(InvoiceSeries.MaxSeries);
        builder.HasIndex(s => new { s.CommunityId, s.Series }).IsUnique();
    }
}
