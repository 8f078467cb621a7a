import { describe, expect, it } from '@jest/globals';
import { InvalidArnError, principalFacts, principalFromArn } from '../../index.ts';

describe('a principal read from an ARN', () => {
  it.each([
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root'],
    ['arn:aws:iam::111122223333:user/team/alice', 'arn:aws:iam::111122223333:user/team/alice'],
    ['arn:aws:iam::111122223333:role/team/R', 'arn:aws:iam::111122223333:role/team/R'],
    ['arn:aws:sts::111122223333:assumed-role/R/s', 'arn:aws:iam::111122223333:role/R'],
  ])('%s has the principal ARN %s', (arn, principalArn) => {
    const facts = principalFacts(principalFromArn(arn));

    expect(facts).toMatchObject({ name: arn, principalArn, account: '111122223333' });
  });

  it("uses the role's ARN for the role of a session if it is given", () => {
    const session = 'arn:aws:sts::111122223333:assumed-role/R/s';
    const facts = principalFacts(
      principalFromArn(session, 'arn:aws:iam::111122223333:role/team/R'),
    );

    expect(facts.name).toBe(session);
    expect(facts.principalArn).toBe('arn:aws:iam::111122223333:role/team/R');
  });

  it.each([
    'arn:aws:iam::111122223333:group/Readers',
    'arn:aws:sts::111122223333:assumed-role/R',
    'arn:aws:kms:us-east-1:111122223333:key/1',
    'arn:aws:iam',
    'alice',
  ])('is rejected for %s', (arn) => {
    expect(() => principalFromArn(arn)).toThrow(InvalidArnError);
  });

  it('is rejected if the account id is not valid', () => {
    const short = { kind: 'user', arn: 'arn:aws:iam::1234567890:user/alice' } as const;

    expect(() => principalFacts(short)).toThrow(InvalidArnError);
  });
});
