using System.CommandLine;
using Guildhall.Accounts.Settings;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts.Verbs;

/// <summary><c>member create</c>, <c>member link</c></summary>
internal static class MemberVerb
{
    private const string DefaultZone = "Asia/Shanghai";

    public static Command Command(Cli cli) => new("member", "Members of this installation.") { Create(cli), Link(cli) };

    private static Command Create(Cli cli)
    {
        var name = new Option<string>("--name") { Description = "As shown to others, at most 60 characters.", Required = true };
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var password = new Option<string?>("--password") { Description = "At least 8 characters. Better left out: other users of the machine can see it. Then it is asked for, or read from standard input." };
        var owner = new Option<bool>("--owner") { Description = "Owner of the installation: holds every permission in every community." };
        var language = new Option<string>("--language") { Description = "zh or en.", DefaultValueFactory = _ => Language.English };
        var zone = new Option<string>("--time-zone") { Description = "IANA name.", DefaultValueFactory = _ => DefaultZone };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command("create", "Make a member with an account. Exit code 0: made; 1: refused, with the reason on standard error; 2: wrong usage.")
        {
            name, email, password, owner, language, zone, json,
        };
        verb.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var wanted = new NewMember(
                parsed.GetValue(name)!, parsed.GetValue(email)!, parsed.GetValue(password) ?? Ask("Password: "),
                parsed.GetValue(language)!, parsed.GetValue(zone)!, parsed.GetValue(owner));
            var id = await services.GetRequiredService<IMembers>().CreateAsync(wanted, cancel);
            Cli.Print(new { id, name = wanted.Name.Trim(), email = wanted.Email.Trim(), owner = wanted.Owner }, parsed.GetValue(json),
                () => Console.WriteLine($"Member {id} made: {wanted.Email.Trim()}"));
            return Cli.Ok;
        }, cancel));
        return verb;
    }

    private static Command Link(Cli cli)
    {
        var member = new Option<string>("--member") { Description = "E-mail address or id.", Required = true };
        var json = new Option<bool>("--json") { Description = "Answer as JSON." };
        var verb = new Command("link", "Make a link with which the member sets a new password; it works once and expires after one hour. Exit code 0: made; 1: refused; 2: wrong usage.") { member, json };
        verb.SetAction((parsed, cancel) => cli.RunAsync(async services =>
        {
            var who = await services.GetRequiredService<IMembers>().FindAsync(parsed.GetValue(member)!, cancel)
                ?? throw new Refused("member_not_found", 404, "There is no member {0}.", parsed.GetValue(member)!);
            var site = services.GetRequiredService<SiteAddress>();
            var link = (site.PublicUrl ?? site.ListenUrl) + await services.GetRequiredService<SetPassword>()
                .NewLinkPathAsync(who.Id, cancel);
            Cli.Print(new { member = who.Id, link }, parsed.GetValue(json), () =>
            {
                Console.Error.WriteLine($"For {who.Email}, works once, expires after one hour:");
                Console.WriteLine(link);
            });
            return Cli.Ok;
        }, cancel));
        return verb;
    }

    /// <summary>One line of standard input, or what is typed unseen.</summary>
    internal static string Ask(string prompt)
    {
        if (Console.IsInputRedirected)
            return Console.In.ReadLine() ?? "";
        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                typed.Append(key.KeyChar);
            else if (typed.Length > 0)
                typed.Length--;
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
