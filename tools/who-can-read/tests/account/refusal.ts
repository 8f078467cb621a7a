/** An error as an AWS SDK throws it. */
export const refusal = (name: string): Error => Object.assign(new Error(`no: ${name}`), { name });
