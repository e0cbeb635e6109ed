using DispatchMap.Web.Entry;

namespace DispatchMap.Tests.Web.Entry;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password123")]
    [InlineData("P@ssw0rd!")]
    [InlineData("12345678")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("qwertzuiop")]
    [InlineData("1q2w3e4r5t")]
    [InlineData("DispatchMap2026")]
    [InlineData("hruska2026")]
    [InlineData("dopravaba.sk1")]
    [InlineData("Summer2026!")]
    [InlineData("!!!!!!!!!!!!")]
    public void WhatIsWrong_WithAPasswordThatIsGuessedEarly_SaysSo(string password) =>
        Assert.NotNull(PasswordRules.WhatIsWrong(password, "p.hruska@dopravaba.sk", "Pavol Hruska"));

    [Fact]
    public void WhatIsWrong_WithWhatManyHaveChosen_SaysSo()
    {
        var common = CommonPasswords.Read().ToArray();
        Assert.True(common.Length >= 3000, "ASVS asks for the top 3,000 that are long enough at least");
        Assert.All(common, password => Assert.True(password.Length >= PasswordRules.MinLength && !password.Any(char.IsUpper), password));

        Assert.All(common, password => Assert.NotNull(PasswordRules.WhatIsWrong(password, null, null)));
        Assert.NotNull(PasswordRules.WhatIsWrong("Liverpool", null, null));
    }

    [Theory]
    [InlineData("seven purple lanterns")]
    [InlineData("kD8!vq2Lw")]
    [InlineData("correct horse battery staple")]
    [InlineData("Tramvaj sa nenáhli")]
    [InlineData("a long enough password")]
    public void WhatIsWrong_WithAPasswordOfOnesOwn_SaysNothing(string password) =>
        Assert.Null(PasswordRules.WhatIsWrong(password, "p.hruska@dopravaba.sk", "Pavol Hruska"));

    [Fact]
    public void WhatIsWrong_BeyondTheMaximum_SaysSo() =>
        Assert.NotNull(PasswordRules.WhatIsWrong(string.Concat(Enumerable.Repeat("lantern purple ", 18)), null, null));
}
