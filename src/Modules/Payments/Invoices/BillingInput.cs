using Microsoft.AspNetCore.Http;

namespace Guildhall.Payments.Invoices;

/// <summary>What was typed into the fields of <c>BillingFields</c> and <c>ConsentBox</c>.</summary>
internal static class BillingInput
{
    /// <returns><c>null</c> where the form has no such fields, or none is posted.</returns>
    public static Billing? Of(HttpRequest request)
    {
        if (!request.HasFormContentType || !request.Form.ContainsKey("billingName"))
            return null;
        var form = request.Form;
        return new Billing(Text("billingCompany"), Text("billingName"), Text("billingTaxNumber"), Text("billingAddress"), Text("billingCountry"),
            Text("billingEmail"));

        string Text(string field) => form[field].ToString();
    }

    public static bool Consents(HttpRequest request) => request.HasFormContentType && request.Form["consent"].Count > 0;

    public static Papers Papers(HttpRequest request) => new(Of(request), Consents(request));
}
