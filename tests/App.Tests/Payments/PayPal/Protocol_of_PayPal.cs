using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Payments.Operate;
using Guildhall.Payments.PayPal;
using Guildhall.Payments.Processors;

namespace Guildhall.App.Tests.Payments.PayPal;

/// <summary>Published vectors and the edges of what they take.</summary>
[Trait("Database", "none")]
public class Protocol_of_PayPal
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("123456789", 3421780262), InlineData("", 0u)]
    public void The_checksum_is_the_common_one(string text, uint checksum) =>
        Assert.Equal(checksum, PayPalSignature.Crc32(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void The_text_ends_in_the_checksum_as_a_decimal_number() => Assert.Equal(
        "dfb3be50-fd74-11e4-8bf3-77339302725b|2015-05-18T15:45:13Z|4JH86294D6297924G|3421780262",
        PayPalSignature.Text("dfb3be50-fd74-11e4-8bf3-77339302725b", "2015-05-18T15:45:13Z", "4JH86294D6297924G", "123456789"u8));

    [Fact]
    public void The_text_of_the_published_event_is_theirs() => Assert.Equal(
        "dfb3be50-fd74-11e4-8bf3-77339302725b|2015-05-18T15:45:13Z|4JH86294D6297924G|2771810304",
        PayPalSignature.Text("dfb3be50-fd74-11e4-8bf3-77339302725b", "2015-05-18T15:45:13Z", "4JH86294D6297924G",
            Encoding.ASCII.GetBytes(PublishedEvent.Replace('\'', '"'))));

    /// <summary>The sample of their first libraries. Its certificate is gone, so its signature cannot be checked any more.</summary>
    private const string PublishedEvent =
        "{'id':'WH-0G2756385H040842W-5Y612302CV158622M','create_time':'2015-05-18T15:45:13Z','resource_type':'sale'," +
        "'event_type':'PAYMENT.SALE.COMPLETED','summary':'Payment completed for $ 20.0 USD'," +
        "'resource':{'id':'4EU7004268015634R','create_time':'2015-05-18T15:44:02Z'," +
        "'update_time':'2015-05-18T15:44:21Z','amount':{'total':'20.00','currency':'USD'}," +
        "'payment_mode':'INSTANT_TRANSFER','state':'completed','protection_eligibility':'ELIGIBLE'," +
        "'protection_eligibility_type':'ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE'," +
        "'parent_payment':'PAY-86C81811X5228590KKVNARQQ','transaction_fee':{'value':'0.88','currency':'USD'}," +
        "'links':[{'href':'https://api.sandbox.paypal.com/v1/payments/sale/4EU7004268015634R','rel':'self'," +
        "'method':'GET'},{'href':'https://api.sandbox.paypal.com/v1/payments/sale/4EU7004268015634R/refund'," +
        "'rel':'refund','method':'POST'}," +
        "{'href':'https://api.sandbox.paypal.com/v1/payments/payment/PAY-86C81811X5228590KKVNARQQ'," +
        "'rel':'parent_payment','method':'GET'}]}," +
        "'links':[{'href':'https://api.sandbox.paypal.com/v1/notifications/webhooks-events/" +
        "WH-0G2756385H040842W-5Y612302CV158622M','rel':'self','method':'GET'}," +
        "{'href':'https://api.sandbox.paypal.com/v1/notifications/webhooks-events/" +
        "WH-0G2756385H040842W-5Y612302CV158622M/resend','rel':'resend','method':'POST'}]}";

    [Theory]
    [InlineData(2900, "USD", "29.00"), InlineData(1, "EUR", "0.01"), InlineData(500, "JPY", "500"), InlineData(1000, "HUF", "10"),
        InlineData(1000, "TWD", "10")]
    public void Amounts_have_the_decimals_that_they_take(long minor, string currency, string value)
    {
        Assert.Equal(value, PayPalAmount.Of(minor, currency).Value);
        Assert.Equal(minor, new PayPalAmount(currency, value).Minor());
    }

    [Theory]
    [InlineData(1050, "HUF"), InlineData(1, "TWD")]
    public void An_amount_with_decimals_that_they_do_not_take_is_refused_before_it_is_sent(long minor, string currency) =>
        Assert.Equal("amount_not_whole", Assert.Throws<ProcessorFailure>(() => PayPalAmount.Of(minor, currency)).Code);

    [Theory]
    [InlineData("12.345", "USD"), InlineData("1e3", "USD"), InlineData("", "USD"), InlineData("1.5", "JPY"), InlineData("1", "XYZ")]
    [InlineData("99999999999999999999", "USD")]
    public void What_is_no_amount_is_not_guessed(string value, string currency) =>
        Assert.Throws<ProcessorFailure>(() => new PayPalAmount(currency, value).Minor());

    [Theory]
    [InlineData("https://api.paypal.com/v1/notifications/certs/CERT-1", true), InlineData("https://paypal.com/c", true), InlineData("https://API.PayPal.com/c", true)]
    [InlineData("http://api.paypal.com/c", false), InlineData("https://api.paypal.com:8443/c", false), InlineData("https://x@api.paypal.com/c", false)]
    [InlineData("https://notpaypal.com/c", false), InlineData("https://paypal.com.example.org/c", false), InlineData("https://api.paypal.com@example.org/c", false)]
    public void Only_their_own_hosts_are_asked(string address, bool asked) =>
        Assert.Equal(asked, PayPalCertificates.PlaceOf(Account(own: false), new Uri(address)) is not null);

    [Theory]
    [InlineData("http://127.0.0.1:5000/c", true), InlineData("http://127.0.0.1:5001/c", false), InlineData("http://localhost:5000/c", false)]
    public void Where_another_server_is_named_it_may_hand_them_out(string address, bool asked)
    {
        Assert.Equal(asked, PayPalCertificates.PlaceOf(Account(own: true), new Uri(address)) is not null);
        Assert.Null(PayPalCertificates.PlaceOf(Account(own: false), new Uri(address)));
    }

    [Fact]
    public void A_certificate_needs_their_name_and_somebody_who_vouches_for_it()
    {
        using var root = Make("CN=Example Root", null, null);
        using var theirs = Make("CN=messageverificationcerts.paypal.com", "messageverificationcerts.paypal.com", root);
        using var other = Make("CN=paypal.com.example.org", "paypal.com.example.org", root);
        bool Believed(X509Certificate2 leaf, X509Certificate2? by, DateTimeOffset? at = null) =>
            PayPalCertificates.IsOfPayPal([leaf], by is null ? null : [by], (at ?? Now).UtcDateTime);

        Assert.True(Believed(theirs, root));
        Assert.False(Believed(other, root));
        Assert.False(Believed(theirs, null));
        Assert.False(Believed(theirs, Make("CN=Example Root", null, null)));
        Assert.False(Believed(theirs, root, Now.AddYears(3)));
    }

    private static PayPalAccount Account(bool own) => new("id", "secret", "wh", own ? "http://127.0.0.1:5000" : "https://api-m.paypal.com", own);

    private static X509Certificate2 Make(string name, string? host, X509Certificate2? by)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(by is null, false, 0, true));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        return by is null
            ? request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(2))
            : request.Create(by, Now.AddYears(-1), Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
    }
}

public class Setting_up_PayPal(PayPalApp app) : IClassFixture<PayPalApp>
{
    [Fact]
    public async Task The_test_of_the_connection_really_asks()
    {
        Assert.Equal(new ConnectionTested(true, "APP-80W284485P519543T"), await TestAsync());
        app.PayPal.Fail("/oauth2/token", FaultKind.TooMany);
        Assert.Equal(new ConnectionTested(false, "rate_limited"), await TestAsync());
    }

    private Task<ConnectionTested> TestAsync() => app.WithAsync<TestConnection, ConnectionTested>(test => test.RunAsync("paypal", default));
}
