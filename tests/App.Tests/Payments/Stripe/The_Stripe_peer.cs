using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.House;
using Guildhall.Payments.Orders;

namespace Guildhall.App.Tests.Payments.Stripe;

/// <summary>Stripe's own library for Node judges both sides: it signs for our endpoint, and our emulator must speak with it.</summary>
[Trait("Database", "sqlite")]
public class The_Stripe_peer(StripeApp app) : IClassFixture<StripeApp>
{
    [Fact]
    public async Task Signs_what_our_endpoint_takes()
    {
        var (shop, _, purchase) = await app.BuyAsync();
        app.Books.Pay(purchase.Reference);
        // With text beyond ASCII, so that bytes are signed and not letters.
        var told = app.Books.Tell("checkout.session.completed", app.Books.Get(purchase.Reference));
        told["note"] = "书院 – ¥29.00";
        var body = told.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var now = new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds();

        var headers = await NodeAsync("sign.mjs", [], new[]
        {
            new { payload = body, secret = StripeEmulator.WebhookSecret, timestamp = now },
            new { payload = body, secret = "whsec_before", timestamp = now - 300 },
            new { payload = body, secret = StripeEmulator.WebhookSecret, timestamp = now - 301 },
            new { payload = body, secret = "whsec_another", timestamp = now },
        });

        Task<Answer> PostAsync(int i) => shop.PostAsync(StripeApp.Webhook(Encoding.UTF8.GetBytes(body), headers[i].GetString()!));
        (await PostAsync(0)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(1)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(2)).ShouldBeRefused(HttpStatusCode.BadRequest, "signature_old");
        (await PostAsync(3)).ShouldBeRefused(HttpStatusCode.BadRequest, "signature_bad");
        await app.SettleAsync();
        Assert.Equal(OrderState.Paid, await shop.StateAsync(purchase));
    }

    [Fact]
    public async Task Finds_that_the_emulator_speaks_Stripe()
    {
        string[] arguments = [$"{app.Stripe.Port}", StripeEmulator.SecretKey, StripeEmulator.WebhookSecret];
        var opened = await NodeAsync("client.mjs", [.. arguments, "open"], new { key = "peer-1" });
        var id = opened.GetProperty("id").GetString()!;
        app.Books.Pay(id);
        using var signed = app.Webhook(app.Books.Events[^1]);
        var now = new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds();

        var after = await NodeAsync("client.mjs", [.. arguments, "after"], new
        {
            id, body = await signed.Content!.ReadAsStringAsync(), header = signed.Headers.GetValues("Stripe-Signature").Single(), receivedAt = now,
        });

        Assert.Equal(("acct_emulated", id, "open/unpaid/1200"), (Text(opened, "account"), Text(opened, "again"), Text(opened, "status")));
        Assert.StartsWith("StripeIdempotencyError", Text(opened, "otherWords"), StringComparison.Ordinal);
        Assert.StartsWith("StripeAuthenticationError", Text(opened, "wrongKey"), StringComparison.Ordinal);
        Assert.Equal("StripeInvalidRequestError:resource_missing", Text(opened, "missing"));
        Assert.Equal(("complete/paid/65", "succeeded/200"), (Text(after, "paid"), Text(after, "refund")));
        Assert.Equal((200, 2), (after.GetProperty("refunded").GetInt32(), after.GetProperty("tries").GetInt32()));
        Assert.Equal("peer", after.GetProperty("refunds")[0].GetString());
        Assert.EndsWith(":charge_already_refunded", Text(after, "nothingLeft"), StringComparison.Ordinal);
        Assert.NotNull(Text(after, "tooMuch"));
        Assert.Contains("charge.refunded", after.GetProperty("told").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("checkout.session.completed", Text(after, "verified"));
        Assert.StartsWith("StripeSignatureVerificationError", Text(after, "forged"), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();

    private static async Task<JsonElement> NodeAsync(string script, string[] arguments, object input)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Repository.Root, "tests", "peers", "stripe", script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, $"{script} failed (npm ci brings what it needs):\n{await complained}");
        return JsonSerializer.Deserialize<JsonElement>(await said);
    }
}
