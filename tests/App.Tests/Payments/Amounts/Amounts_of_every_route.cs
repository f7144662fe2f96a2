using System.Globalization;
using System.Text.Json;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Payments.Bank;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Payments.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Payments.Amounts;

/// <summary>
/// Every amount of money that any route takes, found in the program's own OpenAPI document, is sent in all the ways in which it can be
/// wrong. It is refused at its field and leaves no row, or it is accepted as exactly what it says.
/// </summary>
[Trait("Modules", "all")]
public class Amounts_of_every_route(BankApp app) : IClassFixture<BankApp>
{
    /// <summary>As they stand in JSON. A text is a number to a program that writes numbers so, where it is a whole one.</summary>
    private static readonly string[] Bad =
        ["-1", "0", "1.005", "1000000000000000000", "1e30", "\"-1\"", "\"1.005\"", "\"1e3\"", "\"12,50\"", "\"¥12\"", "\"１２\"", "\"\"", "true", "[1]"];

    /// <summary>Without decimals, with three, and another one with two.</summary>
    private static readonly string[] Currencies = ["JPY", "KWD", "EUR"];

    private static readonly string[] NoCurrencies = ["\"XXQ\"", "\"CNYCNY\"", "7", "\"元\""];

    [Fact]
    public async Task Are_refused_at_their_field_or_taken_as_they_are()
    {
        var (fields, unknown) = AmountField.ReadAll((await app.Visitor().GetAsync("/openapi/v1.json")).Json);
        Assert.True(unknown.Count == 0, "Is this number an amount of money? Say so in AmountField:\n" + string.Join('\n', unknown));
        Assert.True(fields.Count >= 15, $"Only {fields.Count} amounts were found.");
        var world = await AmountWorld.OpenAsync(app);
        Assert.Equal([], world.NotAmong(fields));

        List<string> faults = [];
        foreach (var field in fields)
        {
            if (world.For(field) is { } request)
                await TryAsync(field, request, faults);
            else
                faults.Add($"{field}: AmountWorld does not say how to fill this request.");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        await world.Shop.LedgerShouldBeSoundAsync();
        var verdict = await app.WithAsync<CheckLedger, LedgerVerdict>(check => check.RunAsync(default));
        Assert.DoesNotContain(verdict.Violations, v => v.Community == world.Library.Slug);
    }

    [Fact]
    public void The_reader_finds_amounts_wherever_they_stand()
    {
        const string Document = """
            {"paths": {"/api/x": {"post": {
                "parameters": [{"in": "query", "name": "fee", "schema": {"format": "int64"}}, {"in": "query", "name": "page", "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/X"}}}}}}},
             "components": {"schemas": {"X": {"properties": {
                "stake": {"format": "int64"}, "value": {"format": "int64"}, "currency": {"type": "string"}, "more": {"$ref": "#/components/schemas/X"},
                "parts": {"type": "array", "items": {"oneOf": [{"type": "null"}, {"properties": {"unitAmount": {"format": "int64"}}}]}}}}}}}
            """;

        var (fields, unknown) = AmountField.ReadAll(JsonSerializer.Deserialize<JsonElement>(Document));

        Assert.Equal(["fee", "value", "parts[].unitAmount"], fields.Select(f => f.Path));
        Assert.Equal([null, "currency", null], fields.Select(f => f.Currency));
        Assert.Equal(["POST /api/x stake"], unknown);
    }

    private async Task TryAsync(AmountField field, AmountRequest request, List<string> faults)
    {
        var before = await RowsAsync();
        // A query without a value asks for everything.
        foreach (var amount in Bad.Where(a => !field.InQuery || a != "\"\""))
            await ShouldRefuseAsync(field, request, amount, null, faults);
        foreach (var currency in field.Currency is null ? [] : NoCurrencies)
            await ShouldRefuseAsync(field, request, request.ValidText, currency, faults);
        foreach (var currency in field.Currency is null ? [] : Currencies)
            foreach (var amount in (string[])["-1", "1.5", "1000000000000000000"])
                await ShouldRefuseAsync(field, request, amount, $"\"{currency}\"", faults);
        // Once for all of them: counting every table costs more than the request.
        var written = (await RowsAsync()).Where(r => r.Value != before[r.Key]).Select(r => r.Key).ToList();
        if (written.Count > 0)
            faults.Add($"{field}: one that was refused wrote {string.Join(", ", written)}");
        foreach (var currency in field.Currency is null ? [] : Currencies)
            await MayTakeAsync(field, request, request.ValidText, currency, faults);
        await MayTakeAsync(field, request, $"\"{request.ValidText}\"", null, faults);
        // Last, since some are taken once: what was wrong in all of these was the amount.
        var valid = await request.SendAsync(field, request.ValidText);
        if ((int)valid.Status >= 300)
            faults.Add($"{field} = {request.ValidText}: {valid} is refused, so the refusals before prove nothing: {valid.Text}");
    }

    private async Task ShouldRefuseAsync(AmountField field, AmountRequest request, string amount, string? currency, List<string> faults)
    {
        var answer = await request.SendAsync(field, amount, currency);
        var what = $"{field} = {amount} {currency}: {(int)answer.Status} {(answer.Text.Length > 300 ? answer.Text[..300] : answer.Text)}";
        if ((int)answer.Status is < 400 or >= 500)
            faults.Add(what);
        else if (!IsAtField(answer, field, request, currency is not null))
            faults.Add("Not at its field: " + what);
    }

    private async Task MayTakeAsync(AmountField field, AmountRequest request, string amount, string? currency, List<string> faults)
    {
        var before = await RowsAsync();
        var answer = await request.SendAsync(field, amount, currency is null ? null : $"\"{currency}\"");
        var what = $"{field} = {amount} {currency}: {(int)answer.Status} {answer.Text}";
        if ((int)answer.Status is >= 400 and < 500)
        {
            if (!IsAtField(answer, field, request, currency is not null))
                faults.Add("Not at its field: " + what);
            if ((await RowsAsync()).Any(r => r.Value != before[r.Key]))
                faults.Add("Wrote a row: " + what);
        }
        else if ((int)answer.Status >= 300)
            faults.Add(what);
        else if (request.Stored is { } read
            && await read(answer.Body.Length == 0 ? default : answer.Json) is var stored
            && stored != (request.Valid, currency ?? request.Usual))
            faults.Add($"Stored {stored}: {what}");
    }

    private static bool IsAtField(Answer answer, AmountField field, AmountRequest request, bool orCurrency)
    {
        if (answer.Response.Content.Headers.ContentType?.MediaType != "application/problem+json"
            || answer.Json.GetProperty("code").GetString() is not { Length: > 0 })
            return false;
        // The platform does not say which parameter of a query it could not read.
        if (field.InQuery && answer.Json.GetProperty("code").GetString() is "bad_request" or "refused")
            return true;
        if (!answer.Json.TryGetProperty("field", out var at) || at.GetString() is not { } name)
            return false;
        var leaf = name[(name.LastIndexOf('.') + 1)..];
        return leaf == field.Leaf || request.AlsoNamed.Contains(leaf.Split('-')[0]) || (orCurrency && leaf == field.Currency);
    }

    /// <summary>Of every table, but that of the times at which programs were here.</summary>
    private Task<Dictionary<string, long>> RowsAsync() => app.WithAsync<AppDb, Dictionary<string, long>>(async db =>
    {
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct().ToList();
        var counts = await db.Database.SqlQueryRaw<Counted>(
            string.Join(" UNION ALL ", tables.Select(t => $"SELECT '{t}' AS \"Table\", count(*) AS \"Rows\" FROM \"{t}\""))).ToListAsync();
        return counts.ToDictionary(c => c.Table, c => c.Rows);
    });

    private sealed record Counted(string Table, long Rows);
}
