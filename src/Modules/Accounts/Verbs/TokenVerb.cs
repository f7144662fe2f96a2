using System.CommandLine;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts.Verbs;

/// <summary><c>token create</c></summary>
internal static class TokenVerb
{
    public static Command Command(Cli cli) => new("token", "API tokens of members.") { Create(cli) };

    private static Command Create(Cli cli)
    {
        var member = new Option<string>("--member") { Description = "E-mail address or id of the member it acts for.", Required = true };
        var scopes = new Option<string>("--scopes") { Description = "Separated by spaces, e.g. articles:read members:read; /account/tokens lists them.", Required = true };
        var name = new Option<string>("--name") { Description = "What it is for.", DefaultValueFactory = _ => "command line" };
        var days = new Option<int?>("--days") { Description = "Days until it expires; without end when left out." };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command("create", "Make an API token and print it once. Exit code 0: made; 1: refused, with the reason on standard error; 2: wrong usage.")
        {
            member, scopes, name, days, json,
        };
        verb.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var who = await services.GetRequiredService<IMembers>().FindAsync(parsed.GetValue(member)!, cancel)
                ?? throw new Refused("member_not_found", 404, "There is no member {0}.", parsed.GetValue(member)!);
            var asked = parsed.GetValue(scopes)!.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            var (token, key) = await services.GetRequiredService<IssueToken>()
                .RunAsync(who.Id, parsed.GetValue(name), asked, parsed.GetValue(days), cancel);
            Cli.Print(new { id = token.Id, token = key, member = who.Id, scopes = token.Scopes.Split(' '), expiresAt = token.ExpiresAt },
                parsed.GetValue(json), () =>
            {
                // The key alone goes to standard output, so that a script can take it from there.
                Console.Error.WriteLine($"A token of {who.Email}. It is shown only now:");
                Console.WriteLine(key);
            });
            return Cli.Ok;
        }, cancel));
        return verb;
    }
}
