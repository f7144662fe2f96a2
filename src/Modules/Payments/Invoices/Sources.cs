using System.Globalization;

namespace Guildhall.Payments.Invoices;

/// <summary>For what a document exists; unique, so that asking twice makes one.</summary>
internal static class Sources
{
    public static string Order(long id) => Of("order", id);
    public static string Refund(long id) => Of("refund", id);
    public static string Dispute(long id) => Of("dispute", id);

    /// <summary>The credit note that takes a wrong invoice back.</summary>
    public static string Correction(long invoiceId) => Of("correction", invoiceId);

    /// <summary>The invoice that comes in its place.</summary>
    public static string Replacement(long invoiceId) => Of("replacement", invoiceId);

    private static string Of(string kind, long id) => $"{kind}:{id.ToString(CultureInfo.InvariantCulture)}";
}
