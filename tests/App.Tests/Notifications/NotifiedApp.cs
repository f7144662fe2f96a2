using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.App.Tests.Mail;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Notifications;

/// <summary>
/// The program with a mail server, on a machine whose own address it may send to, where three wrong guesses are an attack.
/// </summary>
public sealed class NotifiedApp : MailApp
{
    protected override IEnumerable<string> Settings =>
        [.. base.Settings, "--Guildhall:Outbound:Allow=127.0.0.1", "--Guildhall:Accounts:GuessesOfStrangers:Free=3"];

    /// <summary>Somebody who has shown to read the mail that is sent to them.</summary>
    public async Task<Person> ReachableAsync(string name, bool owner = false, string language = "en")
    {
        var person = await this.MemberAsync(name, owner, language);
        await WithAsync<AppDb>(db =>
            db.Database.ExecuteSqlAsync($"UPDATE accounts SET email_confirmed = TRUE WHERE member_id = {person.Id}"));
        return person;
    }

    /// <summary>What the person's list of notifications says, newest first.</summary>
    public async Task<List<string?>> ToldAsync(Person person)
    {
        var list = (await (await this.SignInAsync(person)).GetAsync("/api/me/notifications")).ShouldBe(HttpStatusCode.OK).Json;
        return [.. list.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString())];
    }

    public IEnumerable<string?> MailedTo(Person person) =>
        Server.Got.Where(m => m.To.Mailboxes.Any(t => t.Address == person.Email)).Select(m => m.Subject);
}
